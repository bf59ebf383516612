import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { accountCondition, type ScopeConditions, scopeCondition } from '../lists/scope-conditions.ts'

export type ExportedScope = {
  source: string
  accountId: string
  region: string
  status: string
  cause: string | null
  message: string | null
  remedy: string | null
  lastCompleteAt: Date | null
}

export type ScopeKey = Pick<ExportedScope, 'source' | 'accountId' | 'region'>

/** Only a filter on the account asks for its row: a scope may be there before its account is known. */
function condition(filters: ScopeConditions): Prisma.Sql {
  const asksAccount = filters.text !== '' || (filters.filters.team?.length ?? 0) > 0
  if (!asksAccount) return scopeCondition(filters)
  return Prisma.sql`${scopeCondition(filters)} AND EXISTS (SELECT 1 FROM account a WHERE a.id = s.account_id
    AND ${accountCondition(filters)})`
}

export function exportScopes(tx: Tx, filters: ScopeConditions, after: ScopeKey, limit: number) {
  return tx.$queryRaw<ExportedScope[]>`
    SELECT s.source, s.account_id AS "accountId", s.region, s.status, s.cause, s.message, s.remedy,
      s.last_complete_at AS "lastCompleteAt"
    FROM scope s WHERE ${condition(filters)}
      AND (s.source, s.account_id, s.region) > (${after.source}, ${after.accountId}, ${after.region})
    ORDER BY s.source, s.account_id, s.region LIMIT ${limit}`
}

export async function countExportedScopes(tx: Tx, filters: ScopeConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM scope s WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
