import type { ClientBase, Pool } from 'pg'

export type MemberAccount = { id: string; name: string; state: string; pages: number }

/** The accounts of the organisation as last known, those with most pages last time first: their chains end last. */
export async function listMemberAccounts(database: Pool | ClientBase): Promise<MemberAccount[]> {
  const { rows } = await database.query<MemberAccount>(
    `SELECT a.id, a.name, a.state, coalesce(s.pages, 0)::int AS pages
     FROM account a
     LEFT JOIN (SELECT account_id, sum(pages) AS pages FROM scope WHERE expected GROUP BY account_id) s
       ON s.account_id = a.id
     WHERE a.left_at IS NULL ORDER BY pages DESC, a.id`,
  )
  return rows
}

export async function findManagementAccountId(database: Pool | ClientBase): Promise<string | null> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT management_account_id AS id FROM organization ORDER BY observed_at DESC LIMIT 1`,
  )
  return rows[0]?.id ?? null
}
