import type { Tx, Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { totalsOf } from './totals.ts'

/** Stands in rollups for "no date". */
const NO_DATE = Prisma.sql`'9999-12-31'::date`

export type OpenWorkBySubject = {
  checkId: string
  subject: string
  dueOn: string | null
  open: number
  live: number
  /** Open and done together. */
  ever: number
  teams: number
}

/** Findings by what must be done and when. */
export function readOpenWorkBySubject(tx: Tx, viewer: Viewer): Promise<OpenWorkBySubject[]> {
  return tx.$queryRaw<OpenWorkBySubject[]>`
    SELECT check_id AS "checkId", subject, nullif(due_on, ${NO_DATE})::text AS "dueOn",
      coalesce(sum(findings) FILTER (WHERE status = 'open'), 0)::int AS open,
      coalesce(sum(findings) FILTER (WHERE status = 'open' AND use = 'live'), 0)::int AS live,
      sum(findings)::int AS ever,
      count(DISTINCT team_id) FILTER (WHERE status = 'open' AND findings > 0)::int AS teams
    FROM ${totalsOf(viewer).findings} r
    GROUP BY check_id, subject, due_on
    HAVING sum(findings) > 0
    ORDER BY due_on, subject, check_id`
}
