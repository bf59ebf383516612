import type { ClientBase, Pool } from 'pg'

/** What is wanted of a run; an empty list is everything. */
export type Wanted = { sources: readonly string[]; accountIds: readonly string[]; regions: readonly string[] }

const EVERYTHING: Wanted = { sources: [], accountIds: [], regions: [] }

/** How many scopes of the run, or of what is wanted of it, are in which state, with the rows they have; `lost`: read before, nothing to ask now. */
export async function countRunScopes(
  database: Pool | ClientBase,
  runId: string,
  { sources, accountIds, regions }: Wanted = EVERYTHING,
): Promise<{ status: string; scopes: number; lost: number; rows: number }[]> {
  const { rows } = await database.query<{ status: string; scopes: number; lost: number; rows: number }>(
    `SELECT status, count(*)::int AS scopes, count(*) FILTER (WHERE lost)::int AS lost,
       sum(rows)::float8 AS rows FROM run_scope
     WHERE run_id = $1 AND (cardinality($2::text[]) = 0 OR source = ANY ($2))
       AND (cardinality($3::text[]) = 0 OR account_id = ANY ($3))
       AND (cardinality($4::text[]) = 0 OR region = 'global' OR region = ANY ($4))
     GROUP BY status ORDER BY status`,
    [runId, sources, accountIds, regions],
  )
  return rows
}

/** Whether a scope of these accounts, or of these sources wherever they are asked, is still to be read in a run. */
export async function hasUnreadScopes(
  database: Pool | ClientBase,
  runId: string,
  accountIds: readonly string[],
  ofOrganization: readonly string[],
): Promise<boolean> {
  const { rows } = await database.query<{ unread: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM run_scope WHERE run_id = $1 AND status IN ('pending', 'running')
       AND (account_id = ANY ($2::text[]) OR source = ANY ($3::text[]))) AS unread`,
    [runId, accountIds, ofOrganization],
  )
  return rows[0]?.unread === true
}
