import type pg from 'pg'
import type { Chain, ChainedEntry } from '../../../history/chain.ts'
import { OF_CHAIN } from './seal-entries.ts'

export type StoredEntry = ChainedEntry & { previousHash: string; hash: string }

/** Sealed entries of a chain behind a place in it, in their order. */
export async function listSealed(
  client: Pick<pg.ClientBase, 'query'>,
  chain: Chain,
  after: number,
  limit: number,
): Promise<StoredEntry[]> {
  const { rows } = await client.query<StoredEntry & { sequence: string }>(
    `SELECT sequence, at, id, account_id AS "accountId", actor, action, object, entry, previous_hash AS "previousHash",
       hash FROM history WHERE sequence IS NOT NULL AND ${OF_CHAIN[chain]} AND sequence > $1
     ORDER BY sequence, at, id LIMIT $2`,
    [after, limit],
  )
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }))
}
