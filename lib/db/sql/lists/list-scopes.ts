import type { ScopeStatus } from '#lib/core/reading'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'
import { accountCondition, type ScopeConditions, scopeCondition } from './scope-conditions.ts'

export type ListedScope = {
  key: string[]
  accountId: string
  accountName: string | null
  source: string
  region: string
  status: ScopeStatus
  cause: string | null
  message: string | null
  remedy: string | null
  since: Date
  lastAttemptAt: Date | null
  lastCompleteAt: Date | null
  count: number
}

export const SCOPE_KEYSET: Keyset = {
  parts: [
    { sql: Prisma.sql`s.account_id`, type: 'text' },
    { sql: Prisma.sql`s.source`, type: 'text' },
    { sql: Prisma.sql`s.region`, type: 'text' },
  ],
  descending: false,
}

/** Scopes in the order of account, source and Region, with one more than the page holds when there are more. */
export async function listScopes(tx: Tx, conditions: ScopeConditions, position: Position): Promise<ListedScope[]> {
  const page = pageSql(SCOPE_KEYSET, position)
  return tx.$queryRaw<ListedScope[]>`
    SELECT ${page.key} AS key, s.account_id AS "accountId", a.name AS "accountName", s.source, s.region, s.status, s.cause,
      s.message, s.remedy, s.since, s.last_attempt_at AS "lastAttemptAt", s.last_complete_at AS "lastCompleteAt", s.count
    FROM scope s LEFT JOIN account a ON a.id = s.account_id
    WHERE ${scopeCondition(conditions)} AND ${accountCondition(conditions)} AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}
