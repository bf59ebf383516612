import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import {
  type EvaluationConditions,
  type EvaluationOrder,
  evaluationCondition,
  evaluationKeyset,
} from './config-evaluation-conditions.ts'
import { type Position, pageSql } from './keyset.ts'

export type ListedEvaluation = {
  key: string[]
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  id: string
  region: string
  ruleKey: string
  /** With the suffix that its pack or organisation gave it there. */
  ruleName: string
  resourceType: string
  resourceId: string
  annotation: string | null
  orderedAt: Date | null
  /** When its place was last read completely; older than the rows where a part of it could be read since. */
  readAt: Date | null
}

const LISTED = Prisma.sql`
  e.account_id AS "accountId", a.name AS "accountName", a.team_id AS "teamId", t.name AS "teamName", e.id, e.region,
  e.rule_key AS "ruleKey", e.rule_name AS "ruleName", e.resource_type AS "resourceType",
  e.resource_id AS "resourceId", e.annotation, e.ordered_at AS "orderedAt", s.last_complete_at AS "readAt"`

/** What stands beside a listed evaluation `e`, looked up for the rows of a page only. */
const BESIDE = Prisma.sql`
  LEFT JOIN account a ON a.id = e.account_id LEFT JOIN team t ON t.id = a.team_id
  LEFT JOIN scope s ON s.account_id = e.account_id AND s.source = 'config.compliance' AND s.region = e.region`

/** One page of a rule's non-compliant resources, with one row more than the page holds when there are more. */
export function listConfigEvaluations(
  tx: Tx,
  conditions: EvaluationConditions,
  order: { by: EvaluationOrder; descending: boolean },
  position: Position,
): Promise<ListedEvaluation[]> {
  const page = pageSql(evaluationKeyset(order.by, order.descending), position)
  return tx.$queryRaw<ListedEvaluation[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM config_evaluation e WHERE ${evaluationCondition(conditions)} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${LISTED} FROM listed e ${BESIDE} ORDER BY ${page.order}`
}

/** How many fit, counted no further than one above `most`. */
export async function countConfigEvaluations(tx: Tx, conditions: EvaluationConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM config_evaluation e WHERE ${evaluationCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}

/** One non-compliant resource; null when the viewer has none of that key. */
export async function findConfigEvaluation(tx: Tx, accountId: string, id: string) {
  const [found] = await tx.$queryRaw<Omit<ListedEvaluation, 'key'>[]>`
    SELECT ${LISTED} FROM config_evaluation e ${BESIDE} WHERE e.account_id = ${accountId} AND e.id = ${id}::uuid`
  return found ?? null
}
