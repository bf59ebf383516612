/** Gives entries of the history their place in the chain. One sealer at a time; whoever writes an entry never waits for it. */
import type pg from 'pg'
import {
  listUnsealed,
  lockSealing,
  readChainHead,
  type SealedEntry,
  writeChainHead,
  writeSeals,
} from '../db/sql/history/seal-entries.ts'
import { inTransaction } from '../db/worker-pool.ts'
import { log } from '../log.ts'
import { BEFORE_FIRST, CHAINS, type Chain, hashOf } from './chain.ts'

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
    const before = (await readChainHead(client, chain)) ?? BEFORE_FIRST
    let { sequence, hash: previousHash } = before
    const seals: SealedEntry[] = []
    for (const entry of entries) {
      sequence += 1
      const hash = hashOf(previousHash, { ...entry, sequence })
      seals.push({ at: entry.at, id: entry.id, sequence, previousHash, hash })
      previousHash = hash
    }
    await writeSeals(client, seals)
    if (!(await writeChainHead(client, chain, { before, now: { sequence, hash: previousHash } }))) {
      log().error({ chain, ...before }, 'the history does not end where it was last sealed: run steward verify-history')
    }
    return seals.length
  })
}
