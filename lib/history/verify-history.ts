/** Follows a chain from its beginning and names the first entry that is not as it was sealed. */
import type pg from 'pg'
import { listAnchors } from '../db/sql/history/list-anchors.ts'
import { listSealed, type StoredEntry } from '../db/sql/history/list-sealed.ts'
import { CHAINS, type Chain, type ChainHead, FIRST_PREVIOUS_HASH, foreignField, hashOf } from './chain.ts'

const PAGE = 5_000

export type BrokenEntry = { sequence: number; id: string; at: string; because: string }

/** A head that was kept outside of the chain, and what kept it. Without a sequence it may be any entry of any chain. */
export type Anchor = { chain: Chain | null; sequence: number | null; hash: string; keptBy: string }

export type Verified = {
  chain: Chain
  /** Entries that are as they were sealed, from the first one on. */
  entries: number
  /** The hash of the last good entry: what a report anchors. */
  head: string
  broken: BrokenEntry | null
}

export type VerifiedHistory = {
  chains: Verified[]
  /** Heads that are in no chain where they were: entries were taken off the end, or the history was written once more. */
  missing: Anchor[]
}

type Client = Pick<pg.ClientBase, 'query'>

/** Every chain for itself. */
export async function verifyHistory(client: Client): Promise<Verified[]> {
  return (await verifyWithAnchors(client, [])).chains
}

/** Every chain, and against every head that was kept: by reports, by the last seal, and those that are given. */
export async function verifyAnchoredHistory(client: Client, given: readonly Anchor[] = []): Promise<VerifiedHistory> {
  return verifyWithAnchors(client, [...(await listAnchors(client)), ...given])
}

async function verifyWithAnchors(client: Client, anchors: readonly Anchor[]): Promise<VerifiedHistory> {
  const missing = new Set(anchors)
  const chains: Verified[] = []
  for (const chain of CHAINS) {
    const ofChain = anchors.filter((anchor) => anchor.chain === null || anchor.chain === chain)
    const byHash = Map.groupBy(ofChain, ({ hash }) => hash)
    const meet = ({ sequence, hash }: ChainHead) => {
      for (const anchor of byHash.get(hash) ?? []) {
        if (anchor.sequence === null || anchor.sequence === sequence) missing.delete(anchor)
      }
    }
    meet({ sequence: 0, hash: FIRST_PREVIOUS_HASH })
    chains.push(await verifyChain(client, chain, meet))
  }
  return { chains, missing: [...missing] }
}

async function verifyChain(client: Client, chain: Chain, meet: (head: ChainHead) => void): Promise<Verified> {
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
      meet({ sequence: entries, hash: head })
    }
    if (page.length < PAGE) return { chain, entries, head, broken: null }
  }
}

/** Null for an entry that is where and what it was. Pure. */
export function reasonToDoubt(entry: StoredEntry, expected: number, previousHash: string): string | null {
  if (entry.sequence > expected) return `the entry before it, ${expected}, is missing`
  if (entry.sequence < expected) return `there is another entry ${entry.sequence}`
  if (entry.previousHash !== previousHash) return 'it does not follow from the entry before it'
  const foreign = foreignField(entry)
  if (foreign !== null) return `it holds a field ${foreign}, which no entry has`
  return entry.hash === hashOf(previousHash, entry) ? null : 'what it says is not what was sealed'
}
