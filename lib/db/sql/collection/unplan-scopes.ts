import type { ClientBase, Pool } from 'pg'

/**
 * Takes back what a run had planned of an account before it knew better: other Regions than these, or, where none are
 * given, everything that has not begun.
 */
export async function unplanScopes(
  database: Pool | ClientBase,
  runId: string,
  accountId: string,
  regions: readonly string[],
): Promise<void> {
  await database.query(
    `DELETE FROM run_scope WHERE run_id = $1 AND account_id = $2 AND status = 'pending'
       AND (cardinality($3::text[]) = 0 OR (region <> 'global' AND region <> ALL ($3::text[])))`,
    [runId, accountId, regions],
  )
}
