/** Follows a chain from its beginning and names the first entry that is not as it was sealed. */
import type pg from 'pg'
import { listSealed, type StoredEntry } from '../db/sql/history/list-sealed.ts'
import { CHAINS, type Chain, FIRST_PREVIOUS_HASH, hashOf } from './chain.ts'

const PAGE = 5_000

export type BrokenEntry = { sequence: number; id: string; at: string; because: string }

export type Verified = {
  chain: Chain
  /** Entries that are as they were sealed, from the first one on. */
  entries: number
  /** The hash of the last good entry: what a report anchors. */
  head: string
  broken: BrokenEntry | null
}

export async function verifyHistory(client: Pick<pg.ClientBase, 'query'>): Promise<Verified[]> {
  const verified: Verified[] = []
  for (const chain of CHAINS) verified.push(await verifyChain(client, chain))
  return verified
}

async function verifyChain(client: Pick<pg.ClientBase, 'query'>, chain: Chain): Promise<Verified> {
  let entries = 0
  let head = FIRST_PREVIOUS_HASH
  for (;;) {
    const page = await listSealed(client, chain, entries, PAGE)
    for (const entry of page) {
      const because = reasonToDoubt(entry, entries + 1, head)
      if (because !== null) {
        const { sequence, id, at } = entry
        return { chain, entries, head, broken: { sequence, id, at: at.toISOString(), because } }
      }
      entries += 1
      head = entry.hash
    }
    if (page.length < PAGE) return { chain, entries, head, broken: null }
  }
}

/** Null for an entry that is where and what it was. Pure. */
export function reasonToDoubt(entry: StoredEntry, expected: number, previousHash: string): string | null {
  if (entry.sequence > expected) return `the entry before it, ${expected}, is missing`
  if (entry.sequence < expected) return `there is another entry ${entry.sequence}`
  if (entry.previousHash !== previousHash) return 'it does not follow from the entry before it'
  return entry.hash === hashOf(previousHash, entry) ? null : 'what it says is not what was sealed'
}
