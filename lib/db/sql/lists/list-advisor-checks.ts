import type { Tx, Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import { type Position, pageSql } from './keyset.ts'
import {
  type AdvisorCheckConditions,
  type AdvisorCheckOrder,
  advisorCheckCondition,
  advisorCheckKeyset,
  countedAdvisorChecks,
  WORST_STATUS,
} from './trusted-advisor-conditions.ts'

export type ListedAdvisorCheck = {
  key: string[]
  checkId: string
  name: string
  category: string
  /** Accounts of which the check's result is known, and how many have which status. */
  accounts: number
  error: number
  warning: number
  ok: number
  notAvailable: number
  other: number
  flagged: number
  suppressed: number
  /** US dollars a month. */
  monthlySavings: number | null
  /** The oldest of the accounts' results. */
  refreshedAt: Date | null
}

/** The oldest result is found by its index, for the checks of a page only; of the accounts that the counts are of. */
const listed = (
  accounts: readonly string[] | undefined,
): Prisma.Sql => Prisma.sql`c."checkId", c.name, c.category, c.accounts, c.error, c.warning, c.ok, c."notAvailable",
  c.other, c.flagged, c.suppressed, c."monthlySavings"::float8 AS "monthlySavings",
  (SELECT k.refreshed_at FROM trusted_advisor_check k WHERE k.check_id = c."checkId" AND k.refreshed_at IS NOT NULL
    AND ${isHere(Prisma.sql`k.account_id`)} AND ${accounts?.length ? Prisma.sql`k.account_id = ANY (${[...accounts]})` : Prisma.sql`true`}
    ORDER BY k.refreshed_at LIMIT 1) AS "refreshedAt"`

/** One page of checks, from totals: no flagged resource is read. */
export function listAdvisorChecks(
  tx: Tx,
  viewer: Viewer,
  conditions: AdvisorCheckConditions,
  order: { by: AdvisorCheckOrder; descending: boolean },
  position: Position,
): Promise<ListedAdvisorCheck[]> {
  const page = pageSql(advisorCheckKeyset(order.by, order.descending), position)
  return tx.$queryRaw<ListedAdvisorCheck[]>`
    SELECT ${page.key} AS key, ${listed(conditions.filters.account)}
    FROM ${countedAdvisorChecks(viewer, conditions.filters.account)} c
    WHERE ${advisorCheckCondition(conditions)} AND ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit}`
}

export async function countAdvisorChecks(tx: Tx, viewer: Viewer, conditions: AdvisorCheckConditions): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${countedAdvisorChecks(viewer, conditions.filters.account)} c
    WHERE ${advisorCheckCondition(conditions)}`
  return row?.count ?? 0
}

/** One check with its counts; null when it is known of no account of the viewer's. */
export async function findAdvisorCheck(tx: Tx, viewer: Viewer, checkId: string) {
  const [row] = await tx.$queryRaw<Omit<ListedAdvisorCheck, 'key'>[]>`
    SELECT ${listed(undefined)} FROM ${countedAdvisorChecks(viewer, undefined)} c WHERE c."checkId" = ${checkId}`
  return row ?? null
}

export type CategoryTotals = {
  category: string
  /** Checks by the worst status that any account has. */
  checks: number
  error: number
  warning: number
  ok: number
  unknown: number
  flagged: number
  monthlySavings: number | null
}

/** Checks by category, each counted once by its worst status. */
export function countAdvisorCategories(tx: Tx, viewer: Viewer): Promise<CategoryTotals[]> {
  return tx.$queryRaw<CategoryTotals[]>`
    SELECT w.category, count(*)::int AS checks, count(*) FILTER (WHERE w.worst = 'error')::int AS error,
      count(*) FILTER (WHERE w.worst = 'warning')::int AS warning, count(*) FILTER (WHERE w.worst = 'ok')::int AS ok,
      count(*) FILTER (WHERE w.worst = 'not_available')::int AS unknown,
      sum(w.flagged)::int AS flagged, sum(w."monthlySavings")::float8 AS "monthlySavings"
    FROM (SELECT c.*, ${WORST_STATUS} AS worst FROM ${countedAdvisorChecks(viewer, undefined)} c) w GROUP BY w.category`
}
