import type pg from 'pg'

export type DemoStart = {
  /** When the installation began. */
  createdAt: Date
  /** The latest instant of the estate that a finished run has read. */
  lastRunAt: Date | null
  /** When somebody last decided something. */
  lastDecisionAt: Date | null
}

export async function findDemoStart(pool: pg.Pool): Promise<DemoStart> {
  const { rows } = await pool.query<DemoStart>(
    `SELECT created_at AS "createdAt",
       (SELECT max(started_at) FROM collection_run WHERE status IN ('complete', 'partial')) AS "lastRunAt",
       (SELECT max(at) FROM answer) AS "lastDecisionAt"
     FROM installation`,
  )
  const [start] = rows
  if (!start) throw new Error('the database was not set up')
  return start
}
