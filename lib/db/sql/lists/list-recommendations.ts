import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Position, pageSql } from './keyset.ts'
import {
  type RecommendationConditions,
  type RecommendationOrder,
  recommendationBranches,
  recommendationCondition,
  recommendationKeyset,
} from './recommendation-conditions.ts'

export type ListedRecommendation = {
  key: string[]
  accountId: string
  accountName: string | null
  /** What tells the account's environment. */
  ouPath: string
  tags: Record<string, string>
  id: string
  subject: string
  title: string
  checkId: string
  teamId: string | null
  teamName: string | null
  stage: string
  priority: number
  openFindings: number
  liveFindings: number
  dueOn: string | null
  committedOn: string | null
  expiresOn: string | null
  assignee: string | null
  assigneeName: string | null
  acknowledgedAt: Date | null
  claimedFixedAt: Date | null
  createdAt: Date
  resolvedAt: Date | null
  sources: string[]
  version: number
}

/** Sources are those of so many of its findings: more would make a page of large ones slow, and hardly name another. */
const WITNESSED = 200

/** The columns of a listed recommendation, for a row `r` with its account `a`, team `t` and assignee `p`. */
export const LISTED_RECOMMENDATION = Prisma.sql`
  r.account_id AS "accountId", a.name AS "accountName", coalesce(a.ou_path, '') AS "ouPath",
  coalesce((SELECT jsonb_object_agg(g.key, g.value) FROM account_tag g WHERE g.account_id = r.account_id), '{}') AS tags,
  r.id, r.subject, r.title, r.check_id AS "checkId", r.team_id AS "teamId", t.name AS "teamName", r.stage, r.priority,
  r.open_findings AS "openFindings", r.live_findings AS "liveFindings", r.due_on::text AS "dueOn",
  r.committed_on::text AS "committedOn", r.expires_on::text AS "expiresOn", r.assignee, p.name AS "assigneeName",
  r.acknowledged_at AS "acknowledgedAt", r.claimed_fixed_at AS "claimedFixedAt", r.created_at AS "createdAt",
  r.resolved_at AS "resolvedAt", r.version,
  ARRAY(SELECT DISTINCT w.source FROM (SELECT f.id FROM finding f WHERE f.account_id = r.account_id
      AND f.recommendation_id = r.id AND f.status = 'open' LIMIT ${WITNESSED}) f
    JOIN finding_witness w ON w.account_id = r.account_id AND w.finding_id = f.id AND w.ended_at IS NULL
    ORDER BY w.source) AS sources`

export const RECOMMENDATION_JOINS = Prisma.sql`
  LEFT JOIN account a ON a.id = r.account_id LEFT JOIN team t ON t.id = r.team_id
  LEFT JOIN person p ON p.id = r.assignee`

/** One page of recommendations, with one row more than the page holds when there are more. */
export async function listRecommendations(
  tx: Tx,
  conditions: RecommendationConditions,
  order: { by: RecommendationOrder; descending: boolean },
  position: Position,
): Promise<ListedRecommendation[]> {
  const page = pageSql(recommendationKeyset(order.by, order.descending), position)
  const branches = recommendationBranches(conditions).map(
    (condition) => Prisma.sql`(SELECT * FROM recommendation r WHERE ${condition} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit})`,
  )
  // Names and sources are looked up for the rows of the page only.
  return tx.$queryRaw<ListedRecommendation[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM (${Prisma.join(branches, ' UNION ALL ')}) r ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${LISTED_RECOMMENDATION} FROM listed r ${RECOMMENDATION_JOINS} ORDER BY ${page.order}`
}

/** How many recommendations fit, counted no further than one above `most`. */
export async function countRecommendations(
  tx: Tx,
  conditions: RecommendationConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM recommendation r WHERE ${recommendationCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}
