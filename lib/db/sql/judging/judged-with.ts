import type { Pool } from 'pg'
import type { Day } from '../../../core/time.ts'

/** The day everything was judged last, and what names the catalogue it was done with. */
export type JudgedWith = { judgedOn: Day | null; catalogueHash: string | null }

export async function findJudgedWith(pool: Pool): Promise<JudgedWith> {
  const { rows } = await pool.query<JudgedWith>(
    'SELECT judged_on::text AS "judgedOn", catalogue_hash AS "catalogueHash" FROM installation',
  )
  return rows[0] ?? { judgedOn: null, catalogueHash: null }
}

export async function writeJudgedWith(pool: Pool, { judgedOn, catalogueHash }: JudgedWith): Promise<void> {
  await pool.query('UPDATE installation SET judged_on = $1, catalogue_hash = $2', [judgedOn, catalogueHash])
}
