import type { PoolClient } from 'pg'
import type { Chain, ChainedEntry, ChainHead } from '../../../history/chain.ts'

export type SealedEntry = { at: Date; id: string; sequence: number; previousHash: string; hash: string }

/** Taken while places in a chain are given, so that none is given twice. */
const SEALING_LOCK = 5_478_109_321

export async function lockSealing(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [SEALING_LOCK])
}

/** What belongs to a chain, as its index has it. */
export const OF_CHAIN: Record<Chain, string> = {
  decisions: `(object LIKE 'recommendation:%')`,
  access: `(NOT (object LIKE 'recommendation:%'))`,
}

export async function listUnsealed(
  client: PoolClient,
  chain: Chain,
  limit: number,
): Promise<Omit<ChainedEntry, 'sequence'>[]> {
  const { rows } = await client.query<Omit<ChainedEntry, 'sequence'>>(
    `SELECT at, id, account_id AS "accountId", actor, action, object, entry FROM history
     WHERE sequence IS NULL AND ${OF_CHAIN[chain]} ORDER BY at, id LIMIT $1`,
    [limit],
  )
  return rows
}

/** The last entry of a chain, or null where it has none. */
export async function readChainHead(client: PoolClient, chain: Chain): Promise<ChainHead | null> {
  const { rows } = await client.query<{ sequence: string; hash: string }>(
    `SELECT sequence, hash FROM history WHERE sequence IS NOT NULL AND ${OF_CHAIN[chain]}
     ORDER BY sequence DESC LIMIT 1`,
  )
  const head = rows[0]
  return head ? { sequence: Number(head.sequence), hash: head.hash } : null
}

/** `at` is half of an entry's key, and tells the partition it lies in. */
export async function writeSeals(client: PoolClient, seals: readonly SealedEntry[]): Promise<void> {
  await client.query(
    `UPDATE history h SET sequence = n.sequence, previous_hash = n."previousHash", hash = n.hash
     FROM json_to_recordset($1::json) AS n(at timestamptz, id uuid, sequence bigint, "previousHash" text, hash text)
     WHERE h.at = n.at AND h.id = n.id`,
    [JSON.stringify(seals)],
  )
}

/**
 * Notes where a chain ends now, for those who carry that out of the database. False, and nothing noted, where the chain
 * did not end before this as was noted last: then entries were taken off its end, and the note shows it.
 */
export async function writeChainHead(
  client: PoolClient,
  chain: Chain,
  { before, now }: { before: ChainHead; now: ChainHead },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO history_head AS h (chain, sequence, hash)
     SELECT $1, $2, $3 WHERE $4 = 0 OR EXISTS (SELECT 1 FROM history_head WHERE chain = $1)
     ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
     WHERE h.sequence = $4 AND h.hash = $5`,
    [chain, now.sequence, now.hash, before.sequence, before.hash],
  )
  return rowCount === 1
}
