import type { Pool } from 'pg'

export async function dropStage(pool: Pool, stage: string): Promise<void> {
  await pool.query(`DROP TABLE IF EXISTS staging.${stage}`)
}
