import type { Tx, Viewer } from '../../as-viewer.ts'
import { totalsOf } from './totals.ts'

export type MovementByCause = { subject: string; cause: string; opened: number; closed: number }

/** What was opened and closed after a day, by what it was and why. */
export function readMovementByCause(tx: Tx, viewer: Viewer, after: string): Promise<MovementByCause[]> {
  return tx.$queryRaw<MovementByCause[]>`
    SELECT subject, cause, sum(opened)::int AS opened, sum(closed)::int AS closed FROM ${totalsOf(viewer).movement} m
    WHERE day > ${after}::date GROUP BY subject, cause HAVING sum(opened) + sum(closed) > 0`
}

export type MovementOnDay = { day: string; change: number }

/** What was opened less what was closed, on each day after one. */
export function readMovementByDay(tx: Tx, viewer: Viewer, after: string): Promise<MovementOnDay[]> {
  return tx.$queryRaw<MovementOnDay[]>`
    SELECT day::text AS day, sum(opened - closed)::int AS change FROM ${totalsOf(viewer).movement} m
    WHERE day > ${after}::date GROUP BY day`
}
