/**
 * The chain that shows whether history was rewritten (T19). Each entry's hash is SHA-256 over the hash before it and the
 * RFC 8785 JSON of what is exported of the entry, so that whoever has an export can follow it without us.
 */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { DETAIL_NAMES, recommendationOf } from './history-entry.ts'

/** What is decided of recommendations, as the export has it; and who was let in and made what, which is not exported. */
export const CHAINS = ['decisions', 'access'] as const
export type Chain = (typeof CHAINS)[number]

/** Before the first entry of a chain. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

/** Where a chain ends: kept outside of the database, it shows that what came before it is still there. */
export type ChainHead = { sequence: number; hash: string }

export const BEFORE_FIRST: ChainHead = { sequence: 0, hash: FIRST_PREVIOUS_HASH }

/** As it is written in files and given to `steward verify-history --head`. */
export const headText = ({ sequence, hash }: ChainHead): string => `${sequence}:${hash}`

/** An entry as it is stored, with the place it has or gets. */
export type ChainedEntry = {
  sequence: number
  at: Date
  id: string
  accountId: string | null
  actor: string
  action: string
  object: string
  entry: Readonly<Record<string, unknown>>
}

/** Names of columns as the hash has them. Nothing inside `entry` may have one: it would stand in the column's place. */
const COLUMN_NAMES = new Set([
  'sequence',
  'at',
  'entryId',
  'accountId',
  'actor',
  'action',
  'object',
  'recommendationId',
  'hash',
  'previousHash',
])

/** The first field inside an entry that must not be there, or null. */
export function foreignField({ object, entry }: Pick<ChainedEntry, 'object' | 'entry'>): string | null {
  const isForeign = (name: string) =>
    COLUMN_NAMES.has(name) || (recommendationOf(object) !== null && !DETAIL_NAMES.has(name))
  return Object.keys(entry).find(isForeign) ?? null
}

/**
 * The exported fields but the two hashes. All of what is stored is in it, under a name of its own, so that no change of
 * it goes unnoticed. Throws where a field inside `entry` has the name of a column.
 */
export function hashedFields({ sequence, at, id, accountId, actor, action, object, entry }: ChainedEntry) {
  const foreign = Object.keys(entry).find((name) => COLUMN_NAMES.has(name))
  if (foreign !== undefined) throw new Error(`an entry of the history has a field ${foreign}, which is a column's`)
  const recommendationId = recommendationOf(object)
  const about = recommendationId === null ? { object } : { recommendationId }
  return { ...entry, sequence, at: at.toISOString(), entryId: id, accountId, actor, action, ...about }
}

export function hashOf(previousHash: string, entry: ChainedEntry): string {
  return hash('sha256', previousHash + canonicalize(hashedFields(entry)), 'hex')
}
