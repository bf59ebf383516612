import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from '../lists/is-here.ts'
import { all, oneOf, startsWith } from './one-of.ts'

export type EvaluationFilters = {
  filters: Partial<Record<'account' | 'region' | 'rule' | 'type', readonly string[]>>
  /** The beginning of a resource's id. */
  text: string
}

export type EvaluationKey = { accountId: string; id: string }

export type ExportedEvaluation = EvaluationKey & {
  region: string
  rule: string
  ruleName: string
  resourceType: string
  resourceId: string
  compliance: string
  annotation: string | null
  orderedAt: Date | null
  team: string | null
}

const condition = ({ filters, text }: EvaluationFilters): Prisma.Sql =>
  all([
    Prisma.sql`e.compliance = 'NON_COMPLIANT'`,
    isHere(Prisma.sql`e.account_id`),
    ...oneOf(Prisma.sql`e.account_id`, filters.account),
    ...oneOf(Prisma.sql`e.region`, filters.region),
    ...oneOf(Prisma.sql`e.rule_key`, filters.rule),
    ...oneOf(Prisma.sql`e.resource_type`, filters.type),
    ...startsWith(Prisma.sql`e.resource_id`, text),
  ])

export function exportEvaluations(tx: Tx, filters: EvaluationFilters, after: EvaluationKey, limit: number) {
  return tx.$queryRaw<ExportedEvaluation[]>`
    SELECT e.account_id AS "accountId", e.id, e.region, e.rule_key AS rule, e.rule_name AS "ruleName",
      e.resource_type AS "resourceType", e.resource_id AS "resourceId", e.compliance, e.annotation,
      e.ordered_at AS "orderedAt", a.team_id AS team
    FROM config_evaluation e LEFT JOIN account a ON a.id = e.account_id
    WHERE ${condition(filters)} AND (e.account_id, e.id) > (${after.accountId}, ${after.id}::uuid)
    ORDER BY e.account_id, e.id LIMIT ${limit}`
}

export async function countExportedEvaluations(tx: Tx, filters: EvaluationFilters, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM config_evaluation e WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
