import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type AccountConditions, type AccountOrder, accountCondition, accountKeyset } from './account-conditions.ts'
import { type Position, pageSql } from './keyset.ts'
import { IS_GAP } from './missed.ts'

export type ListedAccount = {
  key: string[]
  accountId: string
  name: string
  state: string
  ouPath: string
  teamId: string | null
  teamName: string | null
  teamRule: string | null
  functions: number | null
  openFindings: number | null
  scopes: number
  gaps: number
  leftAt: Date | null
}

/**
 * The columns of a listed account, for a row `a` with its team `t` and its scopes counted as `c`. Where functions have
 * never been read completely, in no Region, their number is unknown; so is that of findings as long as nobody else has
 * told of any.
 */
export const LISTED_ACCOUNT = Prisma.sql`
  a.id AS "accountId", a.name, a.state, a.ou_path AS "ouPath", a.team_id AS "teamId", t.name AS "teamName",
  a.team_rule AS "teamRule", CASE WHEN c.known THEN a.functions END AS functions,
  CASE WHEN c.known OR a.open_findings > 0 THEN a.open_findings END AS "openFindings", c.scopes, c.gaps, a.left_at AS "leftAt"`

export const ACCOUNT_JOINS = Prisma.sql`
  LEFT JOIN team t ON t.id = a.team_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE s.expected)::int AS scopes,
      count(*) FILTER (WHERE s.expected AND ${IS_GAP})::int AS gaps,
      coalesce(bool_or(s.source = 'lambda.functions' AND s.last_complete_at IS NOT NULL), false) AS known
    FROM scope s WHERE s.account_id = a.id
  ) c`

/** One page of accounts, with one row more than the page holds when there are more. */
export function listAccounts(
  tx: Tx,
  conditions: AccountConditions,
  order: { by: AccountOrder; descending: boolean },
  position: Position,
): Promise<ListedAccount[]> {
  const page = pageSql(accountKeyset(order.by, order.descending), position)
  // Scopes are counted for the rows of the page only.
  return tx.$queryRaw<ListedAccount[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM account a WHERE ${accountCondition(conditions)} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${LISTED_ACCOUNT} FROM listed a ${ACCOUNT_JOINS} ORDER BY ${page.order}`
}

/** How many accounts fit, counted no further than one above `most`. */
export async function countAccounts(tx: Tx, conditions: AccountConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM account a WHERE ${accountCondition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}

/** One account as the list has it, or null where there is none for this viewer. */
export async function findAccountRow(tx: Tx, accountId: string): Promise<Omit<ListedAccount, 'key'> | null> {
  const [row] = await tx.$queryRaw<Omit<ListedAccount, 'key'>[]>`
    SELECT ${LISTED_ACCOUNT} FROM account a ${ACCOUNT_JOINS} WHERE a.id = ${accountId}`
  return row ?? null
}
