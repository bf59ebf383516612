import type { Pool } from 'pg'

/** The names of all stages there are, those of attempts that died included. */
export async function listStages(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'staging' ORDER BY tablename`,
  )
  return rows.map(({ name }) => name)
}
