import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { all, oneOf, oneOfTeams, startsWith } from './one-of.ts'

export type AccountFilters = {
  filters: Partial<Record<'account' | 'team' | 'status', readonly string[]>>
  text: string
}

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

/** Accounts that are in the organisation; those that left it are in the history. */
const condition = ({ filters, text }: AccountFilters): Prisma.Sql =>
  all([
    Prisma.sql`a.left_at IS NULL`,
    ...oneOf(Prisma.sql`a.id`, filters.account),
    ...oneOf(Prisma.sql`a.state`, filters.status),
    ...oneOfTeams(Prisma.sql`a.team_id`, filters.team),
    ...startsWith(Prisma.sql`a.name`, text),
  ])

export function exportAccounts(tx: Tx, filters: AccountFilters, afterId: string, limit: number) {
  return tx.$queryRaw<ExportedAccount[]>`
    SELECT a.id AS "accountId", a.name, a.email, a.state, a.ou_path AS "ouPath", a.team_id AS team,
      a.team_rule AS "teamRule", a.support_plan AS "supportPlan",
      (SELECT coalesce(jsonb_object_agg(t.key, t.value), '{}') FROM account_tag t WHERE t.account_id = a.id) AS tags
    FROM account a WHERE ${condition(filters)} AND a.id > ${afterId} ORDER BY a.id LIMIT ${limit}`
}

export async function countExportedAccounts(tx: Tx, filters: AccountFilters, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM account a WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
