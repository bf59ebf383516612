/** AWS JSON 1.0 and 1.1: the operation is in a header, everything else in one JSON object. */

import { parseObject } from './json-object.ts'
import { queryErrorHeader } from './query-error.ts'
import type { AwsError, Output, Protocol, WireAnswer } from './wire.ts'

type Dialect = {
  version: '1.0' | '1.1'
  targetPrefix: string
  /** Organizations writes `Message`; most write `message`. */
  messageKey: 'message' | 'Message'
  /** Services that moved from the query protocol still tell its error code in a header. */
  queryErrors?: boolean
}

export function awsJson({ version, targetPrefix, messageKey, queryErrors = false }: Dialect): Protocol {
  const answer = (status: number, body: Output, requestId: string): WireAnswer => ({
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body: JSON.stringify(inSeconds(body)),
  })
  return {
    read({ headers, body }) {
      const [prefix, operation] = (headers['x-amz-target'] ?? '').split('.')
      if (prefix !== targetPrefix || !operation) return null
      return { operation, parameters: parseObject(body) }
    },
    write: (_operation, output, requestId) => answer(200, output, requestId),
    writeError(error: AwsError, requestId) {
      const written = answer(
        error.status,
        { __type: error.code, [messageKey]: error.message, ...error.fields },
        requestId,
      )
      Object.assign(written.headers, queryErrors && queryErrorHeader(error.code, error.status), error.headers)
      return written
    },
  }
}

/** Instants are numbers of seconds. */
function inSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000
  if (Array.isArray(value)) return value.map(inSeconds)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inSeconds(member)]))
}
