/** What makes events of AWS Health one change: the same thing reaching its end, in whatever Regions and accounts. */
import { stableId } from './identity.ts'
import { dayOf } from './time.ts'

/** AWS's name in an event's metadata for what reaches its end: `Node.js 22 in Lambda`, `1.31`. */
export const DEPRECATED_VERSIONS = 'deprecated_versions'
const NO_START = 'none'
/** What a change is keyed by stands in indexes. */
const KEY_MOST = 200

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')

type Change = {
  metadata: Readonly<Record<string, string>>
  /** When it started as it was first seen: AWS may move it, and it stays the same change. */
  firstStartsAt: Date | null
}

/** The versions it is about, else the day it starts. */
export function changeKeyOf({ metadata, firstStartsAt }: Change): string {
  const versions = slugOf(metadata[DEPRECATED_VERSIONS] ?? '')
  if (versions.length > KEY_MOST) return `${versions.slice(0, KEY_MOST)}-${stableId('health-versions', versions)}`
  return versions || (firstStartsAt ? dayOf(firstStartsAt) : NO_START)
}

export function changeIdOf(typeCode: string, change: Change): string {
  return stableId('health-change', typeCode, changeKeyOf(change))
}
