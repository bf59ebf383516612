import type { Pool } from 'pg'
import { stagedColumns, type TableShape } from './table-shape.ts'

/** An unlogged table for one attempt's rows: writing to it costs no WAL, and dropping it costs nothing per row. */
export async function createStage(pool: Pool, shape: TableShape, stage: string): Promise<void> {
  const columns = stagedColumns(shape).map(({ name, type }) => `${name} ${type}`)
  await pool.query(`CREATE UNLOGGED TABLE staging.${stage} (${columns.join(', ')}) WITH (autovacuum_enabled = false)`)
}
