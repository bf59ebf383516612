import type { Tx } from '../../as-viewer.ts'
import { type AccountConditions, accountCondition } from '../lists/account-conditions.ts'

export type ExportedAccount = {
  accountId: string
  name: string
  email: string
  state: string
  ouPath: string
  team: string | null
  teamRule: string | null
  tags: Record<string, string>
  supportPlan: string | null
}

/** Accounts as the list narrows them: what is exported is what is shown. */
export function exportAccounts(tx: Tx, filters: AccountConditions, afterId: string, limit: number) {
  return tx.$queryRaw<ExportedAccount[]>`
    SELECT a.id AS "accountId", a.name, a.email, a.state, a.ou_path AS "ouPath", a.team_id AS team,
      a.team_rule AS "teamRule", a.support_plan AS "supportPlan",
      (SELECT coalesce(jsonb_object_agg(t.key, t.value), '{}') FROM account_tag t WHERE t.account_id = a.id) AS tags
    FROM account a WHERE ${accountCondition(filters)} AND a.id > ${afterId} ORDER BY a.id LIMIT ${limit}`
}

export async function countExportedAccounts(tx: Tx, filters: AccountConditions, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM account a WHERE ${accountCondition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
