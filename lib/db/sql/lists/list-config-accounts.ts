import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { IS_NONCOMPLIANT } from './config-rule-conditions.ts'
import type { KeyPart, Keyset } from './keyset.ts'
import { type Position, pageSql } from './keyset.ts'
import { likeLiteral } from './like-literal.ts'
import { IS_GAP } from './missed.ts'

export type ConfigAccountOrder = 'resources' | 'name'
export type ConfigAccountConditions = {
  filters: Partial<Record<'account' | 'team', readonly string[]>>
  /** A part of the account's name, or the beginning of its id. */
  text: string
}

export type ListedConfigAccount = {
  key: string[]
  accountId: string
  accountName: string
  ouPath: string
  teamId: string | null
  teamName: string | null
  /** Rules, each once in however many Regions it is deployed, and those of them that the list of rules calls non-compliant. */
  rules: number
  failing: number
  resources: number
  /** Places (Regions) of the account by what came of looking at Config there. */
  read: number
  notRecorded: number
  gaps: number
  lastCompleteAt: Date | null
}

const UNOWNED = 'none'
/** An account of which nothing was ever counted stands behind those with none: it is not known to have none. */
const RESOURCES = Prisma.sql`coalesce(c.resources, -1)`
const ID: KeyPart = { sql: Prisma.sql`a.id`, type: 'text' }
const ORDERS: Record<ConfigAccountOrder, KeyPart[]> = {
  resources: [{ sql: RESOURCES, type: 'int' }, ID],
  name: [{ sql: Prisma.sql`lower(a.name) COLLATE "C"`, type: 'text' }, ID],
}
const keyset = (order: ConfigAccountOrder, descending: boolean): Keyset => ({ parts: ORDERS[order], descending })

function condition({ filters, text }: ConfigAccountConditions): Prisma.Sql {
  const conditions = [Prisma.sql`a.left_at IS NULL`]
  if (filters.account?.length) conditions.push(Prisma.sql`a.id = ANY (${[...filters.account]})`)
  if (filters.team?.length) {
    const named = Prisma.sql`a.team_id = ANY (${filters.team.filter((team) => team !== UNOWNED)})`
    conditions.push(filters.team.includes(UNOWNED) ? Prisma.sql`(${named} OR a.team_id IS NULL)` : named)
  }
  if (text !== '') {
    const part = likeLiteral(text)
    conditions.push(Prisma.sql`(a.name ILIKE ${`%${part}%`} OR a.id LIKE ${`${part}%`})`)
  }
  return Prisma.join(conditions, ' AND ')
}

/** One page of accounts with what does not comply in them, and how much of them Config could be asked about. */
export function listConfigAccounts(
  tx: Tx,
  conditions: ConfigAccountConditions,
  order: { by: ConfigAccountOrder; descending: boolean },
  position: Position,
): Promise<ListedConfigAccount[]> {
  const page = pageSql(keyset(order.by, order.descending), position)
  return tx.$queryRaw<ListedConfigAccount[]>`
    WITH listed AS MATERIALIZED (
      SELECT ${page.key} AS key, a.id, a.name, a.ou_path, a.team_id, coalesce(c.resources, 0) AS resources,
        row_number() OVER (ORDER BY ${page.order}) AS place
      FROM account a LEFT JOIN rollup_config_account c ON c.account_id = a.id
      WHERE ${condition(conditions)} AND ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT l.key, l.id AS "accountId", l.name AS "accountName", l.ou_path AS "ouPath", l.team_id AS "teamId",
      t.name AS "teamName", n.rules, n.failing, l.resources, p.read, p.not_recorded AS "notRecorded", p.gaps,
      p.last_complete_at AS "lastCompleteAt"
    FROM listed l LEFT JOIN team t ON t.id = l.team_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE s.status IN ('complete', 'partial'))::int AS read,
        count(*) FILTER (WHERE s.status <> 'complete' AND NOT ${IS_GAP})::int AS not_recorded,
        count(*) FILTER (WHERE ${IS_GAP})::int AS gaps, min(s.last_complete_at) AS last_complete_at
      FROM scope s WHERE s.account_id = l.id AND s.source = 'config.compliance' AND s.expected
    ) p
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS rules, count(*) FILTER (WHERE ${IS_NONCOMPLIANT})::int AS failing
      FROM (
        SELECT sum(failing) AS failing, sum(resources) AS resources FROM rollup_config_rule WHERE account_id = l.id
        GROUP BY rule_key
      ) r
    ) n ORDER BY l.place`
}

export async function countConfigAccounts(tx: Tx, conditions: ConfigAccountConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT FROM account a WHERE ${condition(conditions)} LIMIT ${most + 1}) fits`
  return row?.count ?? 0
}
