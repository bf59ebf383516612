import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { all, oneOf, oneOfTeams, startsWith } from './one-of.ts'

export type FindingFilters = {
  filters: Partial<
    Record<'account' | 'team' | 'region' | 'check' | 'status' | 'severity' | 'source', readonly string[]>
  >
  text: string
}

export type ExportedFinding = {
  findingId: string
  checkId: string
  accountId: string
  region: string
  resourceId: string
  status: string
  severity: string
  dueOn: string | null
  team: string | null
  firstSeenAt: Date
  resolvedAt: Date | null
  sources: string[]
  recommendationId: string | null
  subject: string
  verdict: string
  use: string
  /** Where a function is defined, as Lambda's own rows tell. */
  origin: string | null
}

/** Who says so: of an open finding those who still do, of one that is over all who have. */
const WITNESSES = Prisma.sql`FROM finding_witness w WHERE w.account_id = f.account_id AND w.finding_id = f.id
  AND (w.ended_at IS NULL OR f.status = 'resolved')`

const condition = ({ filters, text }: FindingFilters): Prisma.Sql =>
  all([
    ...oneOf(Prisma.sql`f.account_id`, filters.account),
    ...oneOf(Prisma.sql`f.region`, filters.region),
    ...oneOf(Prisma.sql`f.check_id`, filters.check),
    ...oneOf(Prisma.sql`f.status`, filters.status),
    ...oneOf(Prisma.sql`f.severity`, filters.severity),
    ...oneOfTeams(Prisma.sql`f.team_id`, filters.team),
    ...startsWith(Prisma.sql`f.resource_name`, text),
    ...(filters.source?.length
      ? [Prisma.sql`EXISTS (SELECT 1 ${WITNESSES} AND w.source = ANY (${[...filters.source]}))`]
      : []),
  ])

/** Before every finding's id. */
export const FIRST_FINDING = '00000000-0000-0000-0000-000000000000'

export function exportFindings(tx: Tx, filters: FindingFilters, afterId: string, limit: number) {
  return tx.$queryRaw<ExportedFinding[]>`
    SELECT f.id AS "findingId", f.check_id AS "checkId", f.account_id AS "accountId", f.region,
      f.resource_id AS "resourceId", f.status, f.severity, f.due_on::text AS "dueOn", f.team_id AS team,
      f.first_seen_at AS "firstSeenAt", f.resolved_at AS "resolvedAt", f.subject, f.verdict, f.use,
      ARRAY(SELECT w.source ${WITNESSES} ORDER BY w.source) AS sources,
      f.recommendation_id AS "recommendationId", l.origin
    FROM finding f LEFT JOIN lambda_function l ON f.check_id = 'lambda.deprecated-runtime'
      AND l.name = f.resource_name AND l.account_id = f.account_id AND l.arn = f.resource_id
      AND EXISTS (SELECT 1 ${WITNESSES} AND w.source = 'lambda.functions')
    WHERE ${condition(filters)} AND f.id > ${afterId}::uuid ORDER BY f.id LIMIT ${limit}`
}

export async function countExportedFindings(tx: Tx, filters: FindingFilters, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM finding f WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
