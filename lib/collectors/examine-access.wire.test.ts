import { afterEach, expect, test } from 'vitest'
import { allSources } from './all-sources.ts'
import { hubPolicy, memberPolicy } from './derive/iam-policy.ts'
import type { Examined } from './examine/examined.ts'
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
  const checks = failing(await all(examineAccess(aws.context)))
  expect(checks.length).toBeGreaterThan(2)
  expect(checks.at(-1)?.remedy).toContain('STEWARD_EXTERNAL_ID')
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
