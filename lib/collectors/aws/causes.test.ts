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
import { notReadBecause } from './causes.ts'

const asked: Asked = {
  accountId: '333344445555',
  accountName: 'payments-prod',
  region: 'eu-central-1',
  principal: 'arn:aws:iam::333344445555:role/StewardReadOnly',
  isHub: false,
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
