import { hash } from 'node:crypto'

const SEPARATOR = '\u0000'

/** Bytes of a digest that are kept: 128 bits, as a UUID has. */
export const DIGEST_BYTES = 16

/**
 * SHA-256 over the parts, as a text with one character per byte: the cheapest form to make and to compare, for loops over
 * millions of rows. Only the first `DIGEST_BYTES` are used.
 */
export const digestOf = (parts: readonly string[]): string => hash('sha256', parts.join(SEPARATOR), 'binary')

/** The same as hexadecimal digits, of the bytes that are kept. */
export const digestHex = (parts: readonly string[]): string =>
  hash('sha256', parts.join(SEPARATOR), 'hex').slice(0, 2 * DIGEST_BYTES)

/** A UUID that is always the same for the same parts, so that a thing that comes back is the thing that was. */
export function stableId(...parts: readonly string[]): string {
  const hex = hash('sha256', parts.join(SEPARATOR), 'hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

export const functionId = (region: string, name: string): string => stableId('lambda:function', region, name)

/** What a version's identity is made of. */
export const versionKey = (region: string, name: string, version: string): string[] => [
  'lambda:version',
  region,
  name,
  version,
]

export const versionId = (region: string, name: string, version: string): string =>
  stableId(...versionKey(region, name, version))
