import type { PoolClient } from 'pg'

export type RuntimeAccountsDelta = { runtime: string; accounts: number }

/** Adds to the number of accounts that have functions on a runtime, in the order of runtimes. */
export async function addToRuntimeAccounts(client: PoolClient, deltas: readonly RuntimeAccountsDelta[]) {
  if (deltas.length === 0) return
  const parameters = [JSON.stringify(deltas)]
  await client.query(
    `INSERT INTO rollup_runtime_accounts AS r (runtime, accounts)
     SELECT n.runtime, n.accounts FROM json_to_recordset($1::json) AS n(runtime text, accounts int) ORDER BY 1
     ON CONFLICT (runtime) DO UPDATE SET accounts = r.accounts + excluded.accounts`,
    parameters,
  )
  if (!deltas.some(({ accounts }) => accounts < 0)) return
  await client.query(
    `DELETE FROM rollup_runtime_accounts r USING json_to_recordset($1::json) AS n(runtime text)
     WHERE r.runtime = n.runtime AND r.accounts = 0`,
    parameters,
  )
}
