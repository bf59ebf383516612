import { readsEverything, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import type { KeyPart, Keyset } from './keyset.ts'
import { likeLiteral } from './like-literal.ts'

export type AdvisorCheckFilter = 'category' | 'status' | 'account'
export type AdvisorCheckOrder = 'status' | 'check' | 'flagged' | 'savings'

export type AdvisorCheckConditions = {
  filters: Partial<Record<AdvisorCheckFilter, readonly string[]>>
  /** A part of the check's name, or its id. */
  text: string
}

const CHECK: KeyPart = { sql: Prisma.sql`c."checkId"`, type: 'text' }
/** A status that AWS adds is worth a look before one that says all is well. */
const RANK = Prisma.sql`(CASE WHEN c.error > 0 THEN 4 WHEN c.warning > 0 THEN 3 WHEN c.other > 0 THEN 2
  WHEN c.ok > 0 THEN 1 ELSE 0 END)`
const ORDERS: Record<AdvisorCheckOrder, KeyPart[]> = {
  status: [{ sql: RANK, type: 'int' }, { sql: Prisma.sql`c.flagged`, type: 'int' }, CHECK],
  check: [{ sql: Prisma.sql`lower(c.name)`, type: 'text' }, CHECK],
  flagged: [{ sql: Prisma.sql`c.flagged`, type: 'int' }, CHECK],
  // Whole dollars order it well enough, and fit a key.
  savings: [{ sql: Prisma.sql`coalesce(c."monthlySavings", -1)::int`, type: 'int' }, CHECK],
}

export const advisorCheckKeyset = (order: AdvisorCheckOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  descending,
})

/** A check has the worst status that any account has of it; one that AWS adds says as little as none. */
export const WORST_STATUS = Prisma.sql`(CASE WHEN c.error > 0 THEN 'error' WHEN c.warning > 0 THEN 'warning'
  WHEN c.ok > 0 THEN 'ok' ELSE 'not_available' END)`

export function advisorCheckCondition({ filters, text }: AdvisorCheckConditions): Prisma.Sql {
  const conditions = [Prisma.sql`true`]
  if (filters.category?.length) conditions.push(Prisma.sql`c.category = ANY (${[...filters.category]})`)
  if (filters.status?.length) conditions.push(Prisma.sql`${WORST_STATUS} = ANY (${[...filters.status]})`)
  if (text !== '') {
    conditions.push(Prisma.sql`(c.name ILIKE ${`%${likeLiteral(text)}%`} OR c."checkId" = ${text})`)
  }
  return Prisma.join(conditions, ' AND ')
}

/** Results by check, category, name and status: the organisation's totals, or the rows of the viewer's accounts. */
function resultsFor(viewer: Viewer, accounts: readonly string[] | undefined): Prisma.Sql {
  if (readsEverything(viewer) && !accounts?.length) return Prisma.sql`rollup_trusted_advisor_organization`
  const narrowed = accounts?.length ? Prisma.sql`account_id = ANY (${[...accounts]})` : Prisma.sql`true`
  return Prisma.sql`(SELECT check_id, category, name, status, count(*) AS accounts, sum(flagged) AS flagged,
      sum(suppressed) AS suppressed, count(monthly_savings) AS saving, sum(monthly_savings) AS monthly_savings
    FROM trusted_advisor_check WHERE ${narrowed} AND ${isHere(Prisma.sql`account_id`)}
    GROUP BY check_id, category, name, status)`
}

/**
 * Checks with their counts: in how many accounts each has which status, what is flagged, what could be saved. Money is
 * null where no account's check speaks of it.
 */
export function countedAdvisorChecks(viewer: Viewer, accounts: readonly string[] | undefined): Prisma.Sql {
  return Prisma.sql`(
    SELECT check_id AS "checkId", max(category) AS category, max(name) AS name, sum(accounts)::int AS accounts,
      coalesce(sum(accounts) FILTER (WHERE status = 'error'), 0)::int AS error,
      coalesce(sum(accounts) FILTER (WHERE status = 'warning'), 0)::int AS warning,
      coalesce(sum(accounts) FILTER (WHERE status = 'ok'), 0)::int AS ok,
      coalesce(sum(accounts) FILTER (WHERE status = 'not_available'), 0)::int AS "notAvailable",
      coalesce(sum(accounts) FILTER (WHERE status NOT IN ('error', 'warning', 'ok', 'not_available')), 0)::int AS other,
      sum(flagged)::int AS flagged, sum(suppressed)::int AS suppressed,
      CASE WHEN sum(saving) > 0 THEN sum(monthly_savings) END AS "monthlySavings"
    FROM ${resultsFor(viewer, accounts)} t GROUP BY check_id)`
}
