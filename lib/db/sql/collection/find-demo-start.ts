import type pg from 'pg'

/** When the installation began, and the latest instant of the estate that a finished run has read. */
export async function findDemoStart(pool: pg.Pool): Promise<{ createdAt: Date; lastRunAt: Date | null }> {
  const { rows } = await pool.query<{ createdAt: Date; lastRunAt: Date | null }>(
    `SELECT created_at AS "createdAt",
       (SELECT max(started_at) FROM collection_run WHERE status IN ('complete', 'partial')) AS "lastRunAt"
     FROM installation`,
  )
  const [start] = rows
  if (!start) throw new Error('the database was not set up')
  return start
}
