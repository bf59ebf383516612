import { describe, expect, test } from 'vitest'
import { MissingFieldError } from '#lib/errors'
import { type Asked, OWN_CREDENTIALS, UNKNOWN_ACCOUNT } from './asked.ts'
import {
  AttemptTimeoutError,
  AwsCallError,
  BadResponseError,
  IdentityMismatchError,
  PaginationLoopError,
  RunStoppedError,
} from './call-error.ts'
import { fieldsMissing, notReadBecause } from './causes.ts'

const asked: Asked = {
  accountId: '333344445555',
  accountName: 'payments-prod',
  region: 'eu-central-1',
  principal: 'arn:aws:iam::333344445555:role/StewardReadOnly',
  isHub: false,
  isHubAssumed: true,
  hubPrincipal: 'arn:aws:iam::111122223333:role/StewardHub',
  hasExternalId: true,
  clockOffsetMs: 0,
}

/** An error as the SDK throws it. */
function refusal(name: string, message = 'refused', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } })
}
const call = (error: unknown, operation = 'ListFunctions', service = 'lambda') =>
  new AwsCallError(service, operation, error)

const SCP_DENIAL =
  'User: arn:aws:sts::333344445555:assumed-role/StewardReadOnly/steward is not authorized to perform: lambda:ListFunctions with an explicit deny in a service control policy'

const ERRORS: [string, unknown, Partial<Asked>, string, string][] = [
  ['throttled, with status 400', call(refusal('TooManyRequestsException')), {}, 'failed', 'THROTTLED'],
  ['throttled, by STS', call(refusal('Throttling')), {}, 'failed', 'THROTTLED'],
  ['denied', call(refusal('AccessDeniedException')), {}, 'denied', 'ACTION'],
  ['denied by an organisation policy', call(refusal('AccessDeniedException', SCP_DENIAL)), {}, 'denied', 'SCP'],
  ['the role refuses', call(refusal('AccessDenied'), 'AssumeRole', 'sts'), {}, 'denied', 'ASSUME_ROLE'],
  [
    'no ExternalId',
    call(refusal('AccessDenied'), 'AssumeRole', 'sts'),
    { hasExternalId: false },
    'denied',
    'EXTERNAL_ID',
  ],
  ['opt-in Region', call(refusal('UnrecognizedClientException')), { region: 'me-south-1' }, 'disabled', 'REGION'],
  ['opt-in Region, by STS', call(refusal('InvalidClientTokenId')), { region: 'me-south-1' }, 'disabled', 'REGION'],
  [
    'a Region that the account lists as enabled',
    call(refusal('UnrecognizedClientException')),
    { region: 'me-south-1', regionStatus: 'ENABLED' },
    'failed',
    'CREDENTIALS',
  ],
  [
    'a Region in a state nobody has heard of (F27)',
    call(refusal('InvalidClientTokenId')),
    { region: 'me-south-1', regionStatus: 'ENABLED_IN_PART' },
    'failed',
    'CREDENTIALS',
  ],
  [
    'a Region that answered a page before',
    call(refusal('UnrecognizedClientException')),
    { region: 'me-south-1', answered: ['ListFunctions'] },
    'failed',
    'CREDENTIALS',
  ],
  [
    'a Region that the account lists as disabled',
    call(refusal('UnrecognizedClientException')),
    { region: 'eu-west-1', regionStatus: 'DISABLED' },
    'disabled',
    'REGION',
  ],
  [
    'no support plan',
    call(refusal('SubscriptionRequiredException'), 'DescribeTrustedAdvisorChecks', 'support'),
    {},
    'not_entitled',
    'SUPPORT_PLAN',
  ],
  [
    'no support plan, after answers that take one',
    call(refusal('SubscriptionRequiredException'), 'DescribeTrustedAdvisorCheckResult', 'support'),
    { answered: ['DescribeTrustedAdvisorChecks'] },
    'failed',
    'SUPPORT_PLAN',
  ],
  [
    'bad key where every account has the Region',
    call(refusal('UnrecognizedClientException')),
    {},
    'failed',
    'CREDENTIALS',
  ],
  ['wrong secret', call(refusal('InvalidSignatureException', 'does not match')), {}, 'failed', 'CREDENTIALS'],
  ['expired', call(refusal('ExpiredTokenException')), {}, 'failed', 'CREDENTIALS'],
  [
    'none found',
    call(Object.assign(new Error('none'), { name: 'CredentialsProviderError' })),
    {},
    'failed',
    'CREDENTIALS',
  ],
  ['clock', call(refusal('RequestTimeTooSkewed')), { clockOffsetMs: 1_200_000 }, 'failed', 'CLOCK_SKEW'],
  [
    'clock, by signature',
    call(refusal('InvalidSignatureException', 'Signature expired: 2026')),
    {},
    'failed',
    'CLOCK_SKEW',
  ],
  ['no organisation', call(refusal('AWSOrganizationsNotInUseException')), {}, 'failed', 'NO_ORGANIZATION'],
  ['page token', call(refusal('InvalidNextTokenException')), {}, 'failed', 'PAGE_TOKEN'],
  [
    'page token, in the message',
    call(refusal('InvalidParameterValueException', 'Invalid Marker')),
    {},
    'failed',
    'PAGE_TOKEN',
  ],
  ['broken answer', call(new BadResponseError('HTTP 503 with text/html')), {}, 'failed', 'BAD_RESPONSE'],
  ['answer without its list', new MissingFieldError('Functions'), {}, 'failed', 'BAD_RESPONSE'],
  ['no answer', call(new AttemptTimeoutError(20_000)), {}, 'failed', 'TIMEOUT'],
  ['DNS', call(Object.assign(new Error('x'), { code: 'ENOTFOUND' })), {}, 'failed', 'NETWORK'],
  ['TLS', call(Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' })), {}, 'failed', 'NETWORK'],
  [
    'reset, which the SDK names a time-out',
    call(Object.assign(new Error('x'), { code: 'ECONNRESET', name: 'TimeoutError' })),
    {},
    'failed',
    'NETWORK',
  ],
  ['fault', call(refusal('ServiceException', 'oops', 500)), {}, 'failed', 'SERVICE_ERROR'],
  ['loop', new PaginationLoopError('ListFunctions'), {}, 'failed', 'PAGINATION_LOOP'],
  ['another account', new IdentityMismatchError('333344445555', '999999999999'), {}, 'failed', 'IDENTITY_MISMATCH'],
  ['deadline', new RunStoppedError('RUN_DEADLINE'), {}, 'failed', 'RUN_DEADLINE'],
  ['asked to stop', new RunStoppedError('INTERRUPTED'), {}, 'failed', 'INTERRUPTED'],
  ['a bug', new TypeError('x is not a function'), {}, 'failed', 'UNEXPECTED'],
]

/** Credentials of a role are fetched by Steward: nobody can renew or check them by hand. */
describe('a remedy is about the credentials that were refused', () => {
  const OWN_KEYS = /AWS_ACCESS_KEY_ID|AWS_PROFILE|Renew the credentials Steward runs with/
  const role = (changes: Partial<Asked>): Asked => ({ ...asked, ...changes })
  const hub = (changes: Partial<Asked>): Asked =>
    role({ principal: asked.hubPrincipal, accountId: '111122223333', accountName: 'hub', isHub: true, ...changes })

  test.each<[string, string, string, Asked, RegExp]>([
    ['a member role in a Region', 'UnrecognizedClientException', 'ListFunctions', role({}), /IAM, Account settings/],
    ['a member role', 'InvalidClientTokenId', 'GetCallerIdentity', role({ region: 'global' }), /on the way/],
    ['a member role, expired', 'ExpiredTokenException', 'ListFunctions', role({}), /assumes the role StewardReadOnly/],
    ['a hub role', 'UnrecognizedClientException', 'ListAccounts', hub({}), /on the way|IAM, Account settings/],
    ['a hub role, expired', 'ExpiredToken', 'ListAccounts', hub({}), /assumes the role StewardHub/],
    [
      'a hub role that assumes a member role, expired',
      'ExpiredToken',
      'AssumeRole',
      role({ region: 'global' }),
      /assumes the role StewardHub/,
    ],
  ])('%s', (_, code, operation, asker, remedy) => {
    const { cause } = notReadBecause(call(refusal(code), operation), asker)
    expect(cause.code).toBe('CREDENTIALS')
    expect(cause.remedy).toMatch(remedy)
    expect(cause.remedy).not.toMatch(OWN_KEYS)
  })

  test.each<[string, string, string, Asked]>([
    ['keys that are the hub', 'UnrecognizedClientException', 'ListAccounts', hub({ isHubAssumed: false })],
    ['keys that are the hub, expired', 'ExpiredToken', 'ListAccounts', hub({ isHubAssumed: false })],
    ['keys that assume a hub role', 'InvalidClientTokenId', 'AssumeRole', hub({})],
    ['keys that assume a hub role, expired', 'ExpiredToken', 'AssumeRole', hub({})],
    ['keys that assume a member role', 'InvalidClientTokenId', 'AssumeRole', role({ isHubAssumed: false })],
    ['keys that assume a member role, expired', 'ExpiredToken', 'AssumeRole', role({ isHubAssumed: false })],
  ])('%s', (_, code, operation, asker) => {
    expect(notReadBecause(call(refusal(code), operation, 'sts'), asker).cause.remedy).toMatch(OWN_KEYS)
  })

  test('the message names whose credentials they are, not whose account was on its way to be asked', () => {
    const { message } = notReadBecause(call(refusal('InvalidClientTokenId'), 'AssumeRole', 'sts'), asked).cause
    expect(message).toContain(`the credentials of ${asked.hubPrincipal}`)
  })
})

test('what the hub is asked about another account names that account and Region', () => {
  const asker: Asked = {
    ...asked,
    accountId: '111122223333',
    accountName: 'hub',
    isHub: true,
    about: { accountId: '333344445555', region: 'ap-south-1' },
  }
  for (const error of [
    call(refusal('ServiceException', 'oops', 500)),
    call(new AttemptTimeoutError(20_000)),
    call(new BadResponseError('HTTP 200 with an empty body')),
    call(refusal('AccessDeniedException')),
    new MissingFieldError('AggregateEvaluationResults'),
    new PaginationLoopError('DescribeAggregateComplianceByConfigRules'),
  ]) {
    expect(notReadBecause(error, asker).cause.message).toContain('account 333344445555, ap-south-1')
  }
  const shortfall = fieldsMissing(['ComplianceType'], 2, asker)
  expect(shortfall.message).toContain('account 333344445555, ap-south-1')
  expect(shortfall.message).not.toContain('hub')
})

test('a proxy is only blamed for what AWS itself does not send', () => {
  const remedy = (error: BadResponseError) => notReadBecause(call(error), asked).cause.remedy
  expect(remedy(new BadResponseError('HTTP 200 with an empty document'))).not.toContain('proxy')
  expect(remedy(new BadResponseError('HTTP 200 with content type text/html', { isForeign: true }))).toContain('proxy')
})

describe('every error has its state and cause', () => {
  test.each(ERRORS)('%s', (_, error, changes, status, code) => {
    const { cause, ...reading } = notReadBecause(error, { ...asked, ...changes })
    expect([reading.status, cause.code]).toEqual([status, code])
    expect(cause.message).toMatch(/^[A-Z].*\.$/s)
    expect(cause.remedy).toMatch(/^[A-Z].*\.$/s)
  })
})

test('a denial names the action, the account, the role and where the statement is', () => {
  const { cause } = notReadBecause(call(refusal('AccessDeniedException')), asked)
  expect(cause.message).toBe(
    'Steward may not call `lambda:ListFunctions` in payments-prod (333344445555), eu-central-1.',
  )
  expect(cause.remedy).toBe(
    'Add it to the role StewardReadOnly of account 333344445555; `npx steward policy` prints the statement.',
  )
})

test('the offset of the clock is told with its direction', () => {
  const error = call(refusal('RequestTimeTooSkewed'))
  const message = (clockOffsetMs: number) => notReadBecause(error, { ...asked, clockOffsetMs }).cause.message
  expect(message(1_200_000)).toContain('1200 s behind')
  expect(message(-1_200_000)).toContain('1200 s ahead of')
})

test('no sentence carries the ExternalId or a key', () => {
  const error = call(refusal('AccessDenied', 'x'), 'AssumeRole', 'sts')
  expect(JSON.stringify(notReadBecause(error, asked))).not.toMatch(/AKIA|ASIA/)
})

const ownCredentials: Asked = {
  ...asked,
  accountId: UNKNOWN_ACCOUNT,
  accountName: UNKNOWN_ACCOUNT,
  region: 'global',
  principal: OWN_CREDENTIALS,
  isHub: true,
  hubPrincipal: OWN_CREDENTIALS,
}
const hubRole: Asked = {
  ...ownCredentials,
  accountId: '111122223333',
  accountName: '111122223333',
  principal: asked.hubPrincipal,
}

describe('every sentence reads as one, whoever asked', () => {
  const askers: [string, Asked][] = [
    ['a member role', asked],
    ['a member role, of an account without a name', { ...asked, accountName: asked.accountId, region: 'global' }],
    ['a hub role', hubRole],
    ['credentials nobody has identified yet', ownCredentials],
  ]
  // Those assume no role, and nothing is read with them.
  const ofRoles = ['the role refuses', 'no ExternalId', 'another account']
  const sentences = askers.flatMap(([who, asker]) =>
    ERRORS.filter(([what]) => asker !== ownCredentials || !ofRoles.includes(what)).flatMap(
      ([what, error, { region: _, ...changes }]) => {
        const { message, remedy } = notReadBecause(error, { ...asker, ...changes }).cause
        return [message, remedy].map((sentence) => [who, what, sentence] as const)
      },
    ),
  )

  test.each(sentences)('%s, %s: %s', (_who, _what, sentence) => {
    expect(sentence).not.toMatch(/credentials of the cred|role the |the the|in the cred|Create the cred/)
    expect(sentence).not.toMatch(/account unknown|account unidentified|undefined|null| {2}|\.\.| 0 s |\(\)/)
    expect(sentence).toMatch(/^[A-Z].*[.]$/s)
  })

  test('credentials that AWS refuses are named once', () => {
    const { message, remedy } = notReadBecause(
      call(refusal('InvalidClientTokenId'), 'GetCallerIdentity', 'sts'),
      ownCredentials,
    ).cause
    expect(message).toBe('AWS does not accept the credentials Steward runs with (InvalidClientTokenId).')
    // `steward doctor` is who says this.
    expect(remedy).toMatch(/AWS_ACCESS_KEY_ID.*AWS_SECRET_ACCESS_KEY.*profile/)
    expect(remedy).not.toContain('doctor')
  })

  test('a hub role that refuses has a remedy of its own: nobody asks it for an ExternalId', () => {
    const error = call(refusal('AccessDenied'), 'AssumeRole', 'sts')
    const { code, message, remedy } = notReadBecause(error, { ...hubRole, hasExternalId: false }).cause
    expect([code, message]).toEqual([
      'ASSUME_ROLE',
      'Steward may not assume its hub role StewardHub in account 111122223333.',
    ])
    expect(remedy).toContain('the credentials Steward runs with')
  })
})
