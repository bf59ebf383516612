import type { Tx, Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isLateSql, isSoonSql } from '../due.ts'
import { totalsOf } from './totals.ts'

/** Stands in rollups for "no date" and "no team". */
const NO_DATE = Prisma.sql`'9999-12-31'::date`
const DUE_ON = Prisma.sql`r.due_on`

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

export type OpenWorkByTeam = {
  teamId: string | null
  teamName: string | null
  overdue: number
  soon: number
  open: number
}

/** Open work by owner, the most overdue first. Nobody's is a row like any other. */
export function readOpenWorkByTeam(
  tx: Tx,
  viewer: Viewer,
  { today, limit }: { today: string; limit: number },
): Promise<OpenWorkByTeam[]> {
  return tx.$queryRaw<OpenWorkByTeam[]>`
    SELECT nullif(r.team_id, '') AS "teamId", t.name AS "teamName",
      coalesce(sum(r.findings) FILTER (WHERE ${isLateSql(DUE_ON, today)}), 0)::int AS overdue,
      coalesce(sum(r.findings) FILTER (WHERE ${isSoonSql(DUE_ON, today)}), 0)::int AS soon,
      sum(r.findings)::int AS open
    FROM ${totalsOf(viewer).findings} r LEFT JOIN team t ON t.id = r.team_id
    WHERE r.status = 'open' AND r.findings > 0
    GROUP BY r.team_id, t.name
    ORDER BY overdue DESC, soon DESC, open DESC, r.team_id
    LIMIT ${limit}`
}
