import type { Tx } from '../../as-viewer.ts'
import { LISTED_FUNCTION, type ListedFunction } from './list-functions.ts'

export type FoundFunction = Omit<ListedFunction, 'key'> & {
  codeBytes: bigint | null
  teamRule: string | null
  firstSeenAt: Date
  endedAt: Date | null
  aliasesKnown: boolean
  provisionedKnown: boolean
}

/** One function, also when it is gone; null when the viewer has none of that key. */
export async function findFunction(tx: Tx, accountId: string, id: string): Promise<FoundFunction | null> {
  const [found] = await tx.$queryRaw<FoundFunction[]>`
    SELECT ${LISTED_FUNCTION}, f.code_bytes AS "codeBytes", f.team_rule AS "teamRule",
      f.first_seen_at AS "firstSeenAt", f.ended_at AS "endedAt",
      f.aliases_known AS "aliasesKnown", f.provisioned_known AS "provisionedKnown"
    FROM lambda_function f LEFT JOIN account a ON a.id = f.account_id LEFT JOIN team t ON t.id = f.team_id
    WHERE f.account_id = ${accountId} AND f.id = ${id}::uuid`
  return found ?? null
}
