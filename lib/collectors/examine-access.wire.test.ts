import { afterEach, expect, test } from 'vitest'
import { allSources } from './all-sources.ts'
import { hubPolicy, memberPolicy } from './derive/iam-policy.ts'
import type { Examined } from './examine/examined.ts'
import { groupSame } from './examine/group-same.ts'
import { examineAccess } from './examine-access.ts'
import { all } from './testing/scripted-access.ts'
import { type SimulatedAws, simulateAws } from './testing/simulated-aws.ts'

let aws: SimulatedAws
afterEach(() => aws.close())

const failing = (checks: readonly Examined[]) => checks.filter(({ outcome }) => outcome === 'fails')

test('where everything is granted, every source is tried and nothing fails', async () => {
  aws = await simulateAws({ accounts: 4 })
  const checks = await all(examineAccess(aws.context))
  expect(failing(checks)).toEqual([])
  for (const { id, actions } of allSources) {
    if (id !== 'organization')
      expect(checks).toContainEqual(expect.objectContaining({ what: actions.join(', '), outcome: 'works' }))
  }
})

test('with the hub role of `steward simulate`, and the policies that `steward policy` prints, nothing fails', async () => {
  const memberRole = 'StewardReadOnly'
  const policies = { member: memberPolicy(allSources), hub: hubPolicy(allSources, { memberRole }) }
  aws = await simulateAws({ accounts: 4, policies })
  aws.context.settings.hubRoleArn = aws.simulator.hubRoleArn
  const checks = await all(examineAccess(aws.context))
  expect(checks[0]).toMatchObject({ what: 'credentials', message: `Steward is ${aws.simulator.hubRoleArn}.` })
  expect(failing(checks)).toEqual([])
})

test('a missing permission is named with its remedy, and what else works is still tried', async () => {
  aws = await simulateAws({ accounts: 4, withoutActions: ['lambda:ListAliases'] })
  const [only, ...others] = failing(await all(examineAccess(aws.context)))
  expect(others).toEqual([])
  expect(only?.message).toContain('lambda:ListAliases')
  expect(only?.remedy).toContain('steward policy')
})

test('an account without the role is named; with a wrong ExternalId everywhere, that is said', async () => {
  aws = await simulateAws({ accounts: 4 })
  aws.context.settings.externalId = 'of-another-installation'
  const examined = await all(examineAccess(aws.context))
  const checks = failing(examined)
  expect(checks.length).toBeGreaterThan(2)
  expect(checks.at(-1)?.remedy).toMatch(/^None opens: check STEWARD_MEMBER_ROLE and STEWARD_EXTERNAL_ID/)
  expect(examined.at(-1)).toMatchObject({ what: 'support plan', outcome: 'not checked' })
  const [grouped, total, ...others] = groupSame(checks)
  expect(grouped?.message).toMatch(
    /may not assume the role StewardReadOnly in \d accounts: .*acme-management \(\d{12}\)/,
  )
  expect([total, others]).toEqual([checks.at(-1), []])
})

test('where there is no organisation, nothing more is tried', async () => {
  aws = await simulateAws({
    plan: [{ service: 'organizations', operation: 'DescribeOrganization', effect: 'notSubscribed' }],
  })
  const checks = await all(examineAccess(aws.context))
  expect(checks.map(({ what, outcome }) => [what, outcome])).toEqual([
    ['credentials', 'works'],
    ['organization', 'fails'],
  ])
})

const line = (checks: readonly Examined[], what: string) => checks.find((check) => check.what === what)

test('what AWS must have is said: who has a support plan, the organisation view, and how the aggregator stands', async () => {
  aws = await simulateAws({ accounts: 12 })
  const checks = await all(examineAccess(aws.context))
  expect(line(checks, 'organisation view')).toMatchObject({ outcome: 'works', remedy: null })
  expect(line(checks, 'aggregator')?.message).toMatch(
    /^acme-org draws from \d+ accounts and Regions; 2 failed \(\d{12} /,
  )
  const plan = line(checks, 'support plan')
  expect(plan).toMatchObject({ outcome: 'not there', remedy: expect.stringContaining('Support') })
  expect(plan?.message).toMatch(
    /^9 of 11 accounts have a support plan that includes Trusted Advisor\. Without: \d{12}, \d{12}\.$/,
  )
})

test('an account whose support plan could not be asked for is not counted as having one', async () => {
  aws = await simulateAws({ accounts: 12 })
  const [refused] = (await aws.activeAccounts()).filter((id) => id !== aws.simulator.managementAccountId)
  await aws.plan([
    {
      service: 'support',
      operation: 'DescribeTrustedAdvisorChecks',
      ...(refused && { accountId: refused }),
      effect: 'deny',
    },
  ])
  const plan = line(await all(examineAccess(aws.context)), 'support plan')
  expect(plan).toMatchObject({ outcome: 'fails', remedy: expect.stringContaining('policy') })
  expect(plan?.message).toContain(`Not known: ${refused}.`)
  expect(plan?.message).toMatch(/^8 of 11 accounts/)
})

test('what is not switched on is no mistake: it is said with its remedy, and nothing fails', async () => {
  aws = await simulateAws({ accounts: 4 })
  await aws.plan(
    (['config', 'health'] as const).map((service) => ({ service, operation: '*', effect: 'switchedOff' as const })),
  )
  const checks = await all(examineAccess(aws.context))
  expect(failing(checks)).toEqual([])
  for (const what of ['organisation view', 'aggregator']) {
    expect(line(checks, what)).toMatchObject({ outcome: 'not there', remedy: expect.any(String) })
  }
})
