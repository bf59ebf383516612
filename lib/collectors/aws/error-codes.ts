/** Which of AWS's error codes mean what. Services spell the same thing in several ways; none is told by HTTP status. */

const THROTTLES = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
  'PriorRequestNotComplete',
  'BandwidthLimitExceeded',
])

const EXPIRED_CREDENTIALS = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'])

/** A request signed at the wrong time. `InvalidSignatureException` also means a wrong key; the message tells. */
const CLOCK_SKEW = new Set(['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'])
const CLOCK_SKEW_MESSAGE = /signature (expired|not yet current)|not yet valid|must be within 5 minutes|clock|skew/i

const INVALID_CREDENTIALS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'AuthFailure',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
])

const DENIALS = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'])

const ORGANISATION_POLICY = /service control policy|resource control policy/i

const REFUSED_TOKENS = new Set([
  'InvalidNextTokenException',
  'InvalidNextToken',
  'InvalidPaginationToken',
  'InvalidPaginationTokenException',
  'PaginationTokenExpiredException',
  'ExpiredNextTokenException',
])
/** Services without an error of their own for it say it in the message of a validation error. */
const VALIDATION_ERRORS = new Set([
  'InvalidInputException',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
  'ValidationError',
])
const TOKEN_MESSAGE = /next_?token|marker|pagination ?token|page token/i

type Refusal = { code: string; message: string }

export const isThrottle = ({ code }: Refusal): boolean => THROTTLES.has(code)

export const isExpiredCredentials = ({ code }: Refusal): boolean => EXPIRED_CREDENTIALS.has(code)

export const isClockSkew = ({ code, message }: Refusal): boolean =>
  CLOCK_SKEW.has(code) ||
  ((code === 'InvalidSignatureException' || code === 'SignatureDoesNotMatch') && CLOCK_SKEW_MESSAGE.test(message))

export const isInvalidCredentials = ({ code }: Refusal): boolean => INVALID_CREDENTIALS.has(code)

export const isDenial = ({ code }: Refusal): boolean => DENIALS.has(code)

/** An organisation's policy refuses, and says so. */
export const isForbiddenByOrganization = (refusal: Refusal): boolean =>
  isDenial(refusal) && ORGANISATION_POLICY.test(refusal.message)

export const isRefusedToken = ({ code, message }: Refusal): boolean =>
  REFUSED_TOKENS.has(code) || (VALIDATION_ERRORS.has(code) && TOKEN_MESSAGE.test(message))
