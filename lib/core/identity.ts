import { createHash } from 'node:crypto'

/** A UUID that is always the same for the same parts, so that a thing that comes back is the thing that was. */
export function stableId(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

export const functionId = (region: string, name: string): string => stableId('lambda:function', region, name)

export const versionId = (region: string, name: string, version: string): string =>
  stableId('lambda:version', region, name, version)
