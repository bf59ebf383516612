import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'
import { accountCondition, type ScopeConditions, scopeCondition } from './scope-conditions.ts'

export type MatrixAccount = {
  key: string[]
  accountId: string
  accountName: string
  state: string
  teamName: string | null
}

const KEYSET: Keyset = {
  parts: [
    { sql: Prisma.sql`a.name`, type: 'text' },
    { sql: Prisma.sql`a.id`, type: 'text' },
  ],
  descending: false,
}

/** Accounts that have a scope of the wanted kind, by name; a scope is looked for in one account at a time. */
export const matrixCondition = (conditions: ScopeConditions): Prisma.Sql =>
  Prisma.sql`${accountCondition(conditions)}
    AND EXISTS (SELECT FROM scope s WHERE s.account_id = a.id AND ${scopeCondition(conditions)})`

export async function listMatrixAccounts(
  tx: Tx,
  conditions: ScopeConditions,
  position: Position,
): Promise<MatrixAccount[]> {
  const page = pageSql(KEYSET, position)
  return tx.$queryRaw<MatrixAccount[]>`
    SELECT ${page.key} AS key, a.id AS "accountId", a.name AS "accountName", a.state, t.name AS "teamName"
    FROM account a LEFT JOIN team t ON t.id = a.team_id
    WHERE ${matrixCondition(conditions)} AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}
