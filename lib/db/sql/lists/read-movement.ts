import type { Tx, Viewer } from '../../as-viewer.ts'
import { totalsOf } from './totals.ts'

export type Movement = { subject: string; day: string; change: number }

/** What was opened less what was closed on each day since `from`, by subject. */
export async function readMovement(tx: Tx, viewer: Viewer, checkId: string, from: string): Promise<Movement[]> {
  return tx.$queryRaw<Movement[]>`
    SELECT subject, day::text AS day, sum(opened - closed)::int AS change FROM ${totalsOf(viewer).movement} m
    WHERE day >= ${from}::date AND check_id = ${checkId} GROUP BY subject, day`
}
