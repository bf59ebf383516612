import type { Tx } from '../../as-viewer.ts'

export type ListedReport = { week: string; madeAt: Date; totals: unknown; teams: number }

/** Reports of one owner (empty text: the organisation), the last week first, from before a week. */
export function listReports(
  tx: Tx,
  { teamId, before, limit }: { teamId: string; before: string | null; limit: number },
): Promise<ListedReport[]> {
  return tx.$queryRaw<ListedReport[]>`
    SELECT week, made_at AS "madeAt", content #> '{figures,totals}' AS totals,
      jsonb_array_length(content #> '{figures,teams}') AS teams
    FROM report WHERE team_id = ${teamId} AND (${before}::text IS NULL OR week < ${before})
    ORDER BY week COLLATE "C" DESC LIMIT ${limit}`
}

/** Whose reports the viewer may read, by row security: empty text is the organisation. */
export async function listReportOwners(tx: Tx): Promise<{ teamId: string; name: string | null }[]> {
  return tx.$queryRaw<{ teamId: string; name: string | null }[]>`
    SELECT r.team_id AS "teamId", t.name FROM (SELECT DISTINCT team_id FROM report) r
      LEFT JOIN team t ON t.id = r.team_id
    ORDER BY r.team_id <> '', lower(t.name), r.team_id`
}
