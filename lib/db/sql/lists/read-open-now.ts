import type { Tx } from '../../as-viewer.ts'

export type OpenNow = { subject: string; open: number }

/** Open findings of a check now, by subject, from the rollup. */
export async function readOpenNow(tx: Tx, checkId: string): Promise<OpenNow[]> {
  return tx.$queryRaw<OpenNow[]>`
    SELECT subject, sum(findings)::int AS open FROM rollup_account
    WHERE check_id = ${checkId} AND status = 'open' GROUP BY subject`
}
