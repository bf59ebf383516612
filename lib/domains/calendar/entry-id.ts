import { type Day, isAskableDay } from '#lib/core/time'
import { ENTRY_KINDS, type EntryKind } from './contract.ts'

const SEPARATOR = '~'

export const entryId = (kind: EntryKind, day: Day, thing: string): string => [kind, day, thing].join(SEPARATOR)

/** What an entry's id says, or null for what is none. */
export function findEntryParts(id: string): { kind: EntryKind; day: Day; thing: string } | null {
  const [given, day, ...rest] = id.split(SEPARATOR)
  const kind = ENTRY_KINDS.find((known) => known === given)
  if (kind === undefined || day === undefined || !isAskableDay(day) || rest.length === 0) return null
  return { kind, day, thing: rest.join(SEPARATOR) }
}
