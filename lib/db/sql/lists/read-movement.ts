import type { Tx } from '../../as-viewer.ts'

export type Movement = { subject: string; day: string; change: number }

/** What was opened less what was closed on each day since `from`, by subject. */
export async function readMovement(tx: Tx, checkId: string, from: string): Promise<Movement[]> {
  return tx.$queryRaw<Movement[]>`
    SELECT subject, day::text AS day, sum(opened - closed)::int AS change FROM movement_day
    WHERE day >= ${from}::date AND check_id = ${checkId} GROUP BY subject, day`
}
