import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import { type KeyPart, type Position, pageSql } from './keyset.ts'

export type AdvisorAccountConditions = {
  checkId: string
  filters: Partial<Record<'account' | 'status', readonly string[]>>
}

export type ListedAdvisorAccount = {
  key: string[]
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  status: string
  processed: number
  flagged: number
  ignored: number
  suppressed: number
  monthlySavings: number | null
  refreshedAt: Date | null
}

const PARTS: KeyPart[] = [
  { sql: Prisma.sql`c.account_id`, type: 'text' },
  { sql: Prisma.sql`c.id`, type: 'uuid' },
]

function condition({ checkId, filters }: AdvisorAccountConditions): Prisma.Sql {
  const conditions = [Prisma.sql`c.check_id = ${checkId}`, isHere(Prisma.sql`c.account_id`)]
  if (filters.account?.length) conditions.push(Prisma.sql`c.account_id = ANY (${[...filters.account]})`)
  if (filters.status?.length === 1) conditions.push(Prisma.sql`c.status = ${filters.status[0]}`)
  else if (filters.status?.length) conditions.push(Prisma.sql`c.status = ANY (${[...filters.status]})`)
  return Prisma.join(conditions, ' AND ')
}

/** One page of a check's results, account by account. */
export function listAdvisorAccounts(
  tx: Tx,
  conditions: AdvisorAccountConditions,
  descending: boolean,
  position: Position,
): Promise<ListedAdvisorAccount[]> {
  const page = pageSql({ parts: PARTS, descending }, position)
  return tx.$queryRaw<ListedAdvisorAccount[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM trusted_advisor_check c WHERE ${condition(conditions)} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, c.account_id AS "accountId", a.name AS "accountName", a.team_id AS "teamId",
      t.name AS "teamName", c.status, c.processed, c.flagged, c.ignored, c.suppressed,
      c.monthly_savings::float8 AS "monthlySavings", c.refreshed_at AS "refreshedAt"
    FROM listed c LEFT JOIN account a ON a.id = c.account_id LEFT JOIN team t ON t.id = a.team_id
    ORDER BY ${page.order}`
}

export async function countAdvisorAccounts(
  tx: Tx,
  conditions: AdvisorAccountConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM trusted_advisor_check c WHERE ${condition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}

export type AdvisorCheckText = { description: string | null; columns: unknown }

/** What a check says of itself; the same in every account, so any of them tells it. */
export async function findAdvisorCheckText(tx: Tx, checkId: string): Promise<AdvisorCheckText | null> {
  const [row] = await tx.$queryRaw<AdvisorCheckText[]>`
    SELECT description, columns FROM trusted_advisor_check WHERE check_id = ${checkId}
    ORDER BY refreshed_at DESC NULLS LAST LIMIT 1`
  return row ?? null
}
