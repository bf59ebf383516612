/** The same refusal in the words, code and status of each service. */
import { AwsError } from './wire.ts'

export const SERVICES = [
  'sts',
  'organizations',
  'account',
  'lambda',
  'cloudwatch',
  'tagging',
  'config',
  'health',
  'support',
] as const
export type ServiceName = (typeof SERVICES)[number]

/** Query and REST services answer 403 where JSON services answer 400. */
const FORBIDDEN_STATUS: Readonly<Record<ServiceName, number>> = {
  sts: 403,
  organizations: 400,
  account: 403,
  lambda: 403,
  cloudwatch: 400,
  tagging: 400,
  config: 400,
  health: 400,
  support: 400,
}

const WRONG_SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key ' +
  'and signing method. Consult the service documentation for details.'

const NOT_REGISTERED = 'The AWS Access Key Id needs a subscription for the service'
const SUBSCRIPTION: Partial<Record<ServiceName, string>> = {
  health: 'AWS Support plan required',
  support: 'Amazon Web Services Premium Support Subscription is required to use this service.',
}

function forbidden(service: ServiceName, code: string, codeOfSts: string, message: string): AwsError {
  return new AwsError(service === 'sts' ? codeOfSts : code, message, { status: FORBIDDEN_STATUS[service] })
}

export const refusals = {
  missingAuthentication: (service: ServiceName) =>
    forbidden(
      service,
      'MissingAuthenticationTokenException',
      'MissingAuthenticationToken',
      'Missing Authentication Token',
    ),

  /** Also what a Region answers that the account has not switched on. */
  unknownKey: (service: ServiceName) =>
    forbidden(
      service,
      'UnrecognizedClientException',
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ),

  expiredToken: (service: ServiceName) =>
    forbidden(
      service,
      'ExpiredTokenException',
      'ExpiredToken',
      'The security token included in the request is expired',
    ),

  wrongSignature: (service: ServiceName) =>
    forbidden(service, 'InvalidSignatureException', 'SignatureDoesNotMatch', WRONG_SIGNATURE),

  wrongTime: (service: ServiceName, message: string) =>
    forbidden(service, 'InvalidSignatureException', 'SignatureDoesNotMatch', message),

  accessDenied: (service: ServiceName, message: string) =>
    forbidden(service, 'AccessDeniedException', 'AccessDenied', message),

  /** For Health and Support it is the plan that is missing, for other services the account's own registration. */
  notSubscribed: (service: ServiceName) =>
    service === 'organizations'
      ? new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.')
      : new AwsError('SubscriptionRequiredException', SUBSCRIPTION[service] ?? NOT_REGISTERED, {
          status: FORBIDDEN_STATUS[service],
        }),

  /** The endpoint serves one Region only. */
  wrongRegion: (service: ServiceName, region: string) =>
    forbidden(
      service,
      'InvalidSignatureException',
      'SignatureDoesNotMatch',
      `Credential should be scoped to a valid region, not '${region}'. `,
    ),

  throttled: (service: ServiceName) => THROTTLED[service](),
  internal: (service: ServiceName) => INTERNAL[service](),
  badToken: (service: ServiceName) => BAD_TOKEN[service](),
}

const THROTTLED: Readonly<Record<ServiceName, () => AwsError>> = {
  sts: () => new AwsError('Throttling', 'Rate exceeded'),
  organizations: () => new AwsError('TooManyRequestsException', 'too many requests', { fields: { Type: 'THROTTLE' } }),
  account: () => new AwsError('TooManyRequestsException', 'Too many requests', { status: 429 }),
  lambda: () =>
    new AwsError('TooManyRequestsException', 'Rate exceeded', {
      status: 429,
      fields: { Reason: 'CallerRateLimitExceeded', Type: 'User' },
      headers: { 'retry-after': '1' },
    }),
  cloudwatch: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  tagging: () => new AwsError('ThrottledException', 'Rate exceeded'),
  config: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  health: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  support: () => new AwsError('ThrottlingException', 'Rate exceeded'),
}

const INTERNAL: Readonly<Record<ServiceName, () => AwsError>> = {
  sts: () => new AwsError('InternalFailure', 'An internal error has occurred.', { status: 500 }),
  organizations: () => new AwsError('ServiceException', 'AWS Organizations failed internally.', { status: 500 }),
  account: () => new AwsError('InternalServerException', 'Internal server error', { status: 500 }),
  lambda: () =>
    new AwsError('ServiceException', 'An error occurred and the request cannot be processed.', {
      status: 500,
      fields: { Type: 'Service' },
    }),
  cloudwatch: () => new AwsError('InternalServiceFault', 'Internal service fault', { status: 500 }),
  tagging: () => new AwsError('InternalServiceException', 'The request processing failed.', { status: 500 }),
  config: () => new AwsError('InternalFailure', 'An internal error has occurred.', { status: 500 }),
  health: () => new AwsError('InternalFailure', 'An internal error has occurred.', { status: 500 }),
  support: () => new AwsError('InternalServerError', 'An internal server error occurred.', { status: 500 }),
}

const BAD_TOKEN: Readonly<Record<ServiceName, () => AwsError>> = {
  sts: () => new AwsError('ValidationError', 'Invalid token'),
  organizations: () =>
    new AwsError('InvalidInputException', 'You provided an invalid NextToken.', {
      fields: { Reason: 'INVALID_NEXT_TOKEN' },
    }),
  account: () =>
    new AwsError('ValidationException', 'The NextToken is not valid.', { fields: { reason: 'fieldValidationFailed' } }),
  lambda: () =>
    new AwsError('InvalidParameterValueException', 'Invalid Marker: the marker is not valid or has expired.', {
      fields: { Type: 'User' },
    }),
  cloudwatch: () => new AwsError('InvalidNextToken', 'The next token specified is invalid.'),
  tagging: () => new AwsError('PaginationTokenExpiredException', 'The pagination token has expired.'),
  config: () => new AwsError('InvalidNextTokenException', 'The specified next token is not valid.'),
  health: () => new AwsError('InvalidPaginationToken', 'token is not valid'),
  // Nothing there has pages.
  support: () => new AwsError('ValidationException', 'The token is not valid.'),
}
