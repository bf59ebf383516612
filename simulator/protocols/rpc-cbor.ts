/** Smithy RPC v2 with CBOR bodies: the operation is in the path, `/service/NAME/operation/OPERATION`. */
import { cbor, dateToTag } from '@smithy/core/cbor'
import { queryErrorHeader } from './query-error.ts'
import type { AwsError, Output, Parameters, Protocol, WireAnswer } from './wire.ts'

const PATH_PATTERN = /\/service\/([^/]+)\/operation\/([^/]+)$/

export function rpcCbor(service: string): Protocol {
  const answer = (status: number, body: Output, requestId: string): WireAnswer => ({
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
    },
    body: Buffer.from(cbor.serialize(tagDates(body))),
  })
  return {
    read({ path, headers, body }) {
      const [, name, operation] = PATH_PATTERN.exec(path) ?? []
      if (headers['smithy-protocol'] !== 'rpc-v2-cbor' || name !== service || !operation) return null
      // The operations read are all structures, which CBOR writes as maps with text keys.
      return { operation, parameters: body.length === 0 ? {} : (cbor.deserialize(body) as Parameters) }
    },
    write: (_operation, output, requestId) => answer(200, output, requestId),
    writeError(error: AwsError, requestId) {
      const written = answer(error.status, { __type: error.code, message: error.message, ...error.fields }, requestId)
      Object.assign(written.headers, queryErrorHeader(error.code, error.status), error.headers)
      return written
    },
  }
}

/** Instants are tag 1 with seconds since the epoch. */
function tagDates(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value)
  if (Array.isArray(value)) return value.map(tagDates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, tagDates(member)]))
}
