/**
 * The chain that shows whether history was rewritten (T19). Each entry's hash is SHA-256 over the hash before it and the
 * RFC 8785 JSON of what is exported of the entry, so that whoever has an export can follow it without us.
 */
import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { recommendationOf } from './history-entry.ts'

/** What is decided of recommendations, as the export has it; and who was let in and made what, which is not exported. */
export const CHAINS = ['decisions', 'access'] as const
export type Chain = (typeof CHAINS)[number]

/** Before the first entry of a chain. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64)

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

/**
 * The exported fields but the two hashes. All of what is stored is in it, under a name of its own, so that no change of
 * it goes unnoticed.
 */
export function hashedFields({ sequence, at, id, accountId, actor, action, object, entry }: ChainedEntry) {
  const recommendationId = recommendationOf(object)
  const about = recommendationId === null ? { object } : { recommendationId }
  return { sequence, at: at.toISOString(), entryId: id, accountId, actor, action, ...about, ...entry }
}

export function hashOf(previousHash: string, entry: ChainedEntry): string {
  return hash('sha256', previousHash + canonicalize(hashedFields(entry)), 'hex')
}
