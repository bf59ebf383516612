import type { PoolClient } from 'pg'

/** How many functions of the account are on each of these runtimes now; a runtime without any is left out. */
export async function selectFunctionsOnRuntimes(
  client: PoolClient,
  accountId: string,
  runtimes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ runtime: string; functions: number }>(
    `SELECT runtime, sum(functions)::int AS functions FROM rollup_runtime
     WHERE account_id = $1 AND runtime = ANY ($2::text[]) GROUP BY runtime`,
    [accountId, runtimes],
  )
  return new Map(rows.map(({ runtime, functions }) => [runtime, functions]))
}
