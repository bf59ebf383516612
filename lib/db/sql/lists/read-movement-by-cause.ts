import type { Tx, Viewer } from '../../as-viewer.ts'
import { totalsOf } from './totals.ts'

export type MovementByCause = { checkId: string; subject: string; cause: string; opened: number; closed: number }

/** What was opened and closed after a day, by what it was and why. */
export function readMovementByCause(tx: Tx, viewer: Viewer, after: string): Promise<MovementByCause[]> {
  return tx.$queryRaw<MovementByCause[]>`
    SELECT check_id AS "checkId", subject, cause, sum(opened)::int AS opened, sum(closed)::int AS closed FROM ${totalsOf(viewer).movement} m
    WHERE day > ${after}::date GROUP BY check_id, subject, cause HAVING sum(opened) + sum(closed) > 0`
}

/** `source` is the beginning of a check's id. */
export type MovementOnDay = { day: string; source: string; change: number }

/** What was opened less what was closed by source, on each day after one. */
export function readMovementByDay(tx: Tx, viewer: Viewer, after: string): Promise<MovementOnDay[]> {
  return tx.$queryRaw<MovementOnDay[]>`
    SELECT day::text AS day, split_part(check_id, '.', 1) AS source, sum(opened - closed)::int AS change FROM ${totalsOf(viewer).movement} m
    WHERE day > ${after}::date GROUP BY day, source`
}
