import type { Tx, Viewer } from '../../as-viewer.ts'
import { totalsOf } from './totals.ts'

export type OpenNow = { subject: string; open: number }

/** Open findings of a check now, by subject, from totals. */
export async function readOpenNow(tx: Tx, viewer: Viewer, checkId: string): Promise<OpenNow[]> {
  return tx.$queryRaw<OpenNow[]>`
    SELECT subject, sum(findings)::int AS open FROM ${totalsOf(viewer).findings} r
    WHERE check_id = ${checkId} AND status = 'open' GROUP BY subject`
}
