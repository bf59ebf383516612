import { AwsError, type Parameters } from './wire.ts'

/** The JSON object of a request body; an empty body is an empty object. */
export function parseObject(body: Buffer): Parameters {
  if (body.length === 0) return {}
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    // A JSON object has no other keys than texts.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Parameters
  } catch {
    // Falls through: AWS words both cases the same.
  }
  throw new AwsError('SerializationException', 'Start of structure or map found where not expected.')
}
