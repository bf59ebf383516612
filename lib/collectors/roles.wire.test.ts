/** Who enters which account, and how it shows when that fails. */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '#lib/errors'
import { examineAccess } from './examine-access.ts'
import { openAccount, openHub } from './open-account.ts'
import { accountContacts } from './sources/account/contacts.ts'
import { accountRegions } from './sources/account/regions.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { organization } from './sources/organization.ts'
import { all } from './testing/scripted-access.ts'
import { opened, type SimulatedAws, simulateAws } from './testing/simulated-aws.ts'

const REGION = 'eu-central-1'

let aws: SimulatedAws
let accountIds: string[]

beforeEach(async () => {
  aws = await simulateAws({ accounts: 4 })
  accountIds = await aws.activeAccounts()
})
afterEach(() => aws.close())

/** Settings that run Steward as a session of the hub role, as an instance profile or SSO does. */
async function assumeHubRole({ simulator }: SimulatedAws): Promise<Record<string, string>> {
  const sts = new STSClient({
    endpoint: simulator.endpoint,
    region: simulator.region,
    credentials: { accessKeyId: simulator.accessKeyId, secretAccessKey: simulator.secretAccessKey },
  })
  const { Credentials: key } = await sts.send(
    new AssumeRoleCommand({ RoleArn: simulator.hubRoleArn, RoleSessionName: 'i-0123456789' }),
  )
  return {
    AWS_ACCESS_KEY_ID: key?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: key?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: key?.SessionToken ?? '',
  }
}

const member = () => accountIds.find((id) => id !== aws.simulator.managementAccountId) ?? ''
const calls = (operation: string) =>
  aws.context.statistics.list().find((statistics) => statistics.operation === operation)?.calls ?? 0

describe('the member role', () => {
  test('is assumed once for an account, however many Regions are read', async () => {
    const account = await aws.account(member())
    await Promise.all(
      ['eu-central-1', 'us-east-1', 'eu-west-1'].map((region) => aws.read(lambdaFunctions, account, region)),
    )
    expect(calls('AssumeRole')).toBe(1)
  })

  test('F16 refused in one account: that account is denied, with the template as remedy, and others open', async () => {
    const refused = member()
    await aws.plan([{ service: 'sts', operation: 'AssumeRole', accountId: refused, effect: 'deny' }])
    const opening = await aws.tryAccount(refused)
    expect(opening).toMatchObject({ isOpen: false, reading: { status: 'denied', cause: { code: 'ASSUME_ROLE' } } })
    if (opening.isOpen) throw new Error('it opened')
    expect(opening.reading.cause.remedy).toContain('steward policy --format cloudformation')
    expect(await aws.tryAccount(aws.simulator.managementAccountId)).toMatchObject({ isOpen: true })
  })

  test('F17 with a wrong ExternalId is tried once, and the remedy names the ExternalId', async () => {
    aws.context.settings.externalId = 'of-another-installation'
    const opening = await aws.tryAccount(member())
    expect(opening).toMatchObject({ isOpen: false, reading: { status: 'denied', cause: { code: 'ASSUME_ROLE' } } })
    if (opening.isOpen) throw new Error('it opened')
    expect(opening.reading.cause.remedy).toContain('STEWARD_EXTERNAL_ID')
    expect(calls('AssumeRole')).toBe(1)
  })

  test('F17 without an ExternalId says that the setting is missing', async () => {
    aws.context.settings.externalId = undefined
    expect(await aws.tryAccount(member())).toMatchObject({
      reading: { status: 'denied', cause: { code: 'EXTERNAL_ID' } },
    })
  })

  test('may have a path', async () => {
    await aws.close()
    aws = await simulateAws({ accounts: 4, memberRole: 'team/audit/Reader' }, { memberRole: 'team/audit/Reader' })
    const account = await aws.account(member())
    expect((await aws.read(accountContacts, account, 'global')).reading.status).toBe('complete')
  })

  test('T16 is never asked for in an account that is not of the organisation', async () => {
    const hub = await aws.hub()
    const stranger = openAccount(hub, { id: '999999999999', name: 'stranger' }, new Set(accountIds))
    await expect(stranger).rejects.toThrow(AppError)
    expect(calls('AssumeRole')).toBe(0)
  })

  test.each(['AssumeRole', 'GetCallerIdentity'])(
    'F26 is not used when %s answers for another account',
    async (operation) => {
      const hub = await aws.hub()
      await aws.plan([{ service: 'sts', operation, effect: 'wrongAccount' }])
      const opening = await openAccount(hub, { id: member(), name: 'payments' }, new Set(accountIds))
      expect(opening).toMatchObject({
        isOpen: false,
        reading: { status: 'failed', cause: { code: 'IDENTITY_MISMATCH' } },
      })
      expect(calls('ListFunctions')).toBe(0)
    },
  )

  test('F26 that changes hands when renewed half way leaves no rows (I6)', async () => {
    const account = await aws.account(member())
    await aws.plan([
      { service: 'lambda', operation: 'ListFunctions', effect: 'expireCredentials', count: 1 },
      { service: 'sts', operation: 'AssumeRole', effect: 'wrongAccount' },
    ])
    const { reading } = await aws.read(lambdaFunctions, account, REGION)
    expect(reading).toMatchObject({ status: 'failed', cause: { code: 'IDENTITY_MISMATCH' } })
  })

  test('F15 that expires under parallel calls is renewed once', async () => {
    const account = await aws.account(member())
    await aws.plan([{ service: 'lambda', operation: 'ListFunctions', effect: 'expireCredentials', count: 1 }])
    const regions = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2']
    const readings = await Promise.all(regions.map((region) => aws.read(lambdaFunctions, account, region)))
    expect(readings.map(({ reading }) => reading.status)).toEqual(regions.map(() => 'complete'))
    expect(calls('AssumeRole')).toBe(2)
  })
})

test('I7 calls that end the shared credentials every time fail their own scopes and no other', async () => {
  const account = await aws.account(member())
  await aws.plan([{ service: 'lambda', operation: 'ListFunctions', effect: 'expireCredentials' }])
  const regions = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'eu-west-2', 'eu-north-1']
  const others = async () => [
    await aws.read(accountContacts, account, 'global'),
    await aws.read(accountRegions, account, 'global'),
  ]
  const [spoilt, ...rest] = await Promise.all([
    Promise.all(regions.map((region) => aws.read(lambdaFunctions, account, region))),
    ...Array.from({ length: 8 }, others),
  ])
  expect(spoilt.map(({ reading }) => reading.status)).toEqual(regions.map(() => 'failed'))
  expect(rest.flat().map(({ reading }) => reading.status)).toEqual(rest.flat().map(() => 'complete'))
})

test('credentials are renewed even when every place among the requests under way is taken', async () => {
  await aws.close()
  aws = await simulateAws({ accounts: 4 }, { inFlight: 2 })
  const account = await aws.account(member())
  await aws.plan([{ service: 'lambda', operation: 'ListFunctions', effect: 'expireCredentials', count: 2 }])
  const regions = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2']
  const readings = await Promise.all(regions.map((region) => aws.read(lambdaFunctions, account, region)))
  expect(readings.map(({ reading }) => reading.status)).toEqual(regions.map(() => 'complete'))
})

describe('the hub', () => {
  test('can be a role of its own, assumed first', async () => {
    aws.context.settings.hubRoleArn = aws.simulator.hubRoleArn
    const hub = opened(await openHub(aws.context))
    expect(hub.principalArn).toBe(aws.simulator.hubRoleArn)
    expect(await aws.read(organization, hub, 'global')).toMatchObject({ reading: { status: 'complete' } })
    const account = opened(await openAccount(hub, { id: member(), name: 'payments' }, new Set(accountIds)))
    expect(await aws.read(accountContacts, account, 'global')).toMatchObject({ reading: { status: 'complete' } })
  })

  test('with a path is named by its full ARN where a trust has to name it', async () => {
    await aws.close()
    aws = await simulateAws({ accounts: 4, hubRole: 'platform/tools/Hub' })
    aws.context.settings.hubRoleArn = aws.simulator.hubRoleArn
    expect(aws.simulator.hubRoleArn).toMatch(/:role\/platform\/tools\/Hub$/)
    await aws.plan([{ service: 'sts', operation: 'AssumeRole', accountId: member(), effect: 'deny' }])
    const opening = await aws.tryAccount(member())
    if (opening.isOpen) throw new Error('it opened')
    expect(opening.reading.cause.remedy).toContain(`its trust must name ${aws.simulator.hubRoleArn},`)
    const [first] = await all(examineAccess(aws.context))
    expect(first?.message).toBe(`Steward is ${aws.simulator.hubRoleArn}.`)
  })

  test('that is a session says that its role may have a path, and makes up no ARN', async () => {
    const key = await assumeHubRole(aws)
    for (const [name, value] of Object.entries(key)) vi.stubEnv(name, value)
    await aws.plan([{ service: 'sts', operation: 'AssumeRole', accountId: member(), effect: 'deny' }])
    const opening = await aws.tryAccount(member())
    if (opening.isOpen) throw new Error('it opened')
    expect(opening.reading.cause.remedy).toMatch(/the full ARN of the role StewardHub of account \d{12}, path included/)
    const [first] = await all(examineAccess(aws.context))
    expect(first?.message).toMatch(/^Steward is the role StewardHub of account \d{12}\.$/)
    expect(first?.remedy).toContain('its path')
  })

  test('with bad credentials says so', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-the-secret-of-this-key')
    expect(await openHub(aws.context)).toMatchObject({ reading: { status: 'failed', cause: { code: 'CREDENTIALS' } } })
  })

  test('without credentials says what to set', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, '')
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
    vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
    const hub = await openHub(aws.context)
    expect(hub).toMatchObject({ reading: { status: 'failed', cause: { code: 'CREDENTIALS' } } })
    if (hub.isOpen) throw new Error('it opened')
    expect(hub.reading.cause.remedy).toContain('AWS_ACCESS_KEY_ID')
  })

  test('outside an organisation says so', async () => {
    await aws.plan([{ service: 'organizations', operation: 'DescribeOrganization', effect: 'notSubscribed' }])
    const { reading } = await aws.read(organization, await aws.hub(), 'global')
    expect(reading).toMatchObject({ status: 'failed', cause: { code: 'NO_ORGANIZATION' } })
  })
})

test('F20 a Region that is not enabled is disabled, quietly', async () => {
  const account = await aws.account(member())
  const { reading, awsCalls } = await aws.read(lambdaFunctions, account, 'ap-southeast-7')
  expect(reading).toMatchObject({ status: 'disabled', cause: { code: 'REGION' } })
  expect(awsCalls).toBe(1)
})

test('a Region that the account lists as enabled and that refuses its credentials is a gap', async () => {
  const account = await aws.account(member())
  const known = { regions: [{ region: 'ap-southeast-7', optStatus: 'ENABLED' }] }
  const { reading } = await aws.read(lambdaFunctions, account, 'ap-southeast-7', known)
  expect(reading).toMatchObject({ status: 'failed', cause: { code: 'CREDENTIALS' } })
  if ('cause' in reading) expect(reading.cause?.message).toContain('the Region is ENABLED')
})

test('F29 what the environment says about retries changes nothing', async () => {
  vi.stubEnv('AWS_MAX_ATTEMPTS', '9')
  vi.stubEnv('AWS_RETRY_MODE', 'adaptive')
  const account = await aws.account(member())
  await aws.plan([{ service: 'lambda', operation: 'ListFunctions', effect: 'http503html' }])
  expect((await aws.read(lambdaFunctions, account, REGION)).awsCalls).toBe(3)
})

test('F25 many calls at once with a clock that is off are all answered', async () => {
  const account = await aws.account(member())
  await aws.plan([{ service: 'lambda', operation: '*', effect: 'clockSkew', minutes: -20 }])
  const regions = ['eu-central-1', 'us-east-1', 'eu-west-1', 'us-west-2', 'eu-west-2', 'eu-north-1']
  const readings = await Promise.all(regions.map((region) => aws.read(lambdaFunctions, account, region)))
  expect(readings.map(({ reading }) => reading.status)).toEqual(regions.map(() => 'complete'))
})

test('F10 an endpoint that cannot be reached fails that scope only', async () => {
  const account = await aws.account(member())
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', 'http://127.0.0.1:1')
  const { reading } = await aws.read(lambdaFunctions, account, REGION)
  expect(reading).toMatchObject({ status: 'failed', cause: { code: 'NETWORK' } })
  expect((await aws.read(accountContacts, account, 'global')).reading.status).toBe('complete')
})
