import type { ClientBase, Pool } from 'pg'
import type { AccountRegionRow } from '../../../collectors/rows.ts'

export async function listAccountRegions(database: Pool | ClientBase, accountId: string): Promise<AccountRegionRow[]> {
  const { rows } = await database.query<AccountRegionRow>(
    `SELECT region, opt_status AS "optStatus" FROM account_region WHERE account_id = $1 ORDER BY region`,
    [accountId],
  )
  return rows
}
