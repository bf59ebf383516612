import type { ClientBase, Pool } from 'pg'
import { isOfPlace, type PlaceKey, type TableShape } from './table-shape.ts'

/**
 * Identity and content hash of every stored row of a place, packed into one value, with the revision they belong to: both
 * from one snapshot. A row of its own for each would cost ten times as much to receive.
 */
export async function readFingerprints(
  database: Pool | ClientBase,
  shape: TableShape,
  source: string,
  { accountId, region }: PlaceKey,
): Promise<{ revision: number; packed: Buffer }> {
  const { rows } = await database.query<{ revision: number | null; packed: Buffer | null }>(
    `SELECT
       (SELECT revision FROM scope WHERE account_id = $1 AND region = $2 AND source = $3) AS revision,
       (SELECT string_agg(uuid_send(id) || content_hash, ''::bytea) FROM ${shape.table}
         WHERE ${isOfPlace(shape)}) AS packed`,
    [accountId, region, source],
  )
  return { revision: rows[0]?.revision ?? 0, packed: rows[0]?.packed ?? Buffer.alloc(0) }
}
