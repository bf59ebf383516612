/** What a service that moved from the query protocol adds, so that callers go on seeing the codes they knew. */
const RENAMED: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  InvalidParameterValueException: 'InvalidParameterValue',
}

export function queryErrorHeader(code: string, status: number): Record<string, string> {
  const fault = status < 500 ? 'Sender' : 'Receiver'
  return { 'x-amzn-query-error': `${RENAMED[code] ?? code.replace(/Exception$/, '')};${fault}` }
}
