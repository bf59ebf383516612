import type { Tx } from '../../as-viewer.ts'

/** The finding that a source's row speaks of, with who answers for it. */
export type StatedFinding = {
  accountId: string
  id: string
  status: string
  severity: string
  teamId: string | null
  teamName: string | null
  firstSeenAt: Date
  resolvedAt: Date | null
  recommendationId: string | null
  stage: string | null
}

/** By check and account, which is an index's beginning. Null when it was not judged yet. */
export async function findStatedFinding(
  tx: Tx,
  {
    accountId,
    checkId,
    region,
    resourceId,
  }: { accountId: string; checkId: string; region: string; resourceId: string },
): Promise<StatedFinding | null> {
  const [found] = await tx.$queryRaw<StatedFinding[]>`
    SELECT f.account_id AS "accountId", f.id, f.status, f.severity, f.team_id AS "teamId", t.name AS "teamName",
      f.first_seen_at AS "firstSeenAt", f.resolved_at AS "resolvedAt", f.recommendation_id AS "recommendationId",
      r.stage
    FROM finding f LEFT JOIN team t ON t.id = f.team_id
      LEFT JOIN recommendation r ON r.account_id = f.account_id AND r.id = f.recommendation_id
    WHERE f.check_id = ${checkId} AND f.account_id = ${accountId} AND f.region = ${region}
      AND f.resource_id = ${resourceId} LIMIT 1`
  return found ?? null
}
