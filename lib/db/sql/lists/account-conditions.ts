import { Prisma } from '../../generated/client.ts'
import type { KeyPart, Keyset } from './keyset.ts'
import { likeLiteral } from './like-literal.ts'

/** What lists and exports of accounts may be narrowed by. `text` is a part of the name, or the beginning of the id. */
export type AccountConditions = {
  filters: Partial<Record<'account' | 'team' | 'status' | 'ou', readonly string[]>>
  text: string
}
export type AccountOrder = 'findings' | 'name' | 'account' | 'ou' | 'state' | 'functions'

/** Values of filters that are no values of the columns. */
const UNOWNED_VALUE = 'none'
const LEFT_VALUE = 'LEFT'

const ID: KeyPart = { sql: Prisma.sql`a.id`, type: 'text' }
const ORDERS: Record<AccountOrder, KeyPart[]> = {
  findings: [{ sql: Prisma.sql`a.open_findings`, type: 'int' }, ID],
  functions: [{ sql: Prisma.sql`a.functions`, type: 'int' }, ID],
  name: [{ sql: Prisma.sql`lower(a.name) COLLATE "C"`, type: 'text' }, ID],
  ou: [{ sql: Prisma.sql`a.ou_path`, type: 'text' }, ID],
  state: [{ sql: Prisma.sql`a.state`, type: 'text' }, ID],
  account: [ID],
}

export const accountKeyset = (order: AccountOrder, descending: boolean): Keyset => ({
  parts: ORDERS[order],
  descending,
})

/** All conditions in one. Accounts that left are shown only to whoever asks for them. */
export function accountCondition({ filters, text }: AccountConditions): Prisma.Sql {
  const { account = [], team = [], status = [], ou = [] } = filters
  const conditions = [
    status.includes(LEFT_VALUE) ? Prisma.sql`true` : Prisma.sql`a.left_at IS NULL`,
    ...(account.length > 0 ? [Prisma.sql`a.id = ANY (${[...account]})`] : []),
    ...anyOf(team, (value) =>
      value === UNOWNED_VALUE ? Prisma.sql`a.team_id IS NULL` : Prisma.sql`a.team_id = ${value}`,
    ),
    ...anyOf(status, (value) =>
      value === LEFT_VALUE ? Prisma.sql`a.left_at IS NOT NULL` : Prisma.sql`(a.state = ${value} AND a.left_at IS NULL)`,
    ),
    ...anyOf(ou, (value) => Prisma.sql`(a.ou_path = ${value} OR a.ou_path LIKE ${`${likeLiteral(value)}/%`})`),
    ...(text === ''
      ? []
      : [Prisma.sql`(a.name ILIKE ${`%${likeLiteral(text)}%`} OR a.id LIKE ${`${likeLiteral(text)}%`})`]),
  ]
  return Prisma.join(conditions, ' AND ')
}

function anyOf(values: readonly string[], condition: (value: string) => Prisma.Sql): Prisma.Sql[] {
  return values.length > 0 ? [Prisma.sql`(${Prisma.join(values.map(condition), ' OR ')})`] : []
}
