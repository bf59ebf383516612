import type { ClientBase, Pool } from 'pg'
import { FAILING_STATUSES } from '../../../core/reading.ts'

export type MemberAccount = { id: string; name: string; state: string; pages: number }

/**
 * The accounts of the organisation as last known. First in line are those with a scope that failed last time (F02), then
 * those with most pages: their chains end last.
 */
export async function listMemberAccounts(database: Pool | ClientBase): Promise<MemberAccount[]> {
  const { rows } = await database.query<MemberAccount>(
    `SELECT a.id, a.name, a.state, coalesce(s.pages, 0)::int AS pages
     FROM account a
     LEFT JOIN (SELECT account_id, sum(pages) AS pages, bool_or(status = ANY ($1)) AS failed
       FROM scope WHERE expected GROUP BY account_id) s ON s.account_id = a.id
     WHERE a.left_at IS NULL ORDER BY coalesce(s.failed, false) DESC, pages DESC, a.id`,
    [FAILING_STATUSES],
  )
  return rows
}

export async function findManagementAccountId(database: Pool | ClientBase): Promise<string | null> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT management_account_id AS id FROM organization ORDER BY observed_at DESC LIMIT 1`,
  )
  return rows[0]?.id ?? null
}
