/** Gives entries of the history their place in the chain. One sealer at a time; whoever writes an entry never waits for it. */
import type pg from 'pg'
import {
  listUnsealed,
  lockSealing,
  readChainHead,
  type SealedEntry,
  writeSeals,
} from '../db/sql/history/seal-entries.ts'
import { inTransaction } from '../db/worker-pool.ts'
import { CHAINS, type Chain, FIRST_PREVIOUS_HASH, hashOf } from './chain.ts'

/** Entries sealed in one transaction. */
const BATCH = 1_000

/** Seals whatever is unsealed, in the order of its time. Answers how many entries that were. */
export async function sealHistory(pool: pg.Pool): Promise<number> {
  let sealed = 0
  for (const chain of CHAINS) {
    for (let batch = BATCH; batch === BATCH; sealed += batch) batch = await sealBatch(pool, chain)
  }
  return sealed
}

function sealBatch(pool: pg.Pool, chain: Chain): Promise<number> {
  return inTransaction(pool, async (client) => {
    await lockSealing(client)
    const entries = await listUnsealed(client, chain, BATCH)
    if (entries.length === 0) return 0
    const head = await readChainHead(client, chain)
    let sequence = head?.sequence ?? 0
    let previousHash = head?.hash ?? FIRST_PREVIOUS_HASH
    const seals: SealedEntry[] = []
    for (const entry of entries) {
      sequence += 1
      const hash = hashOf(previousHash, { ...entry, sequence })
      seals.push({ at: entry.at, id: entry.id, sequence, previousHash, hash })
      previousHash = hash
    }
    await writeSeals(client, seals)
    return seals.length
  })
}
