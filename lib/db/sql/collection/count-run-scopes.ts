import type { ClientBase, Pool } from 'pg'

/** How many scopes of the run are in which state. */
export async function countRunScopes(
  database: Pool | ClientBase,
  runId: string,
): Promise<{ status: string; scopes: number }[]> {
  const { rows } = await database.query<{ status: string; scopes: number }>(
    `SELECT status, count(*)::int AS scopes FROM run_scope WHERE run_id = $1 GROUP BY status ORDER BY status`,
    [runId],
  )
  return rows
}
