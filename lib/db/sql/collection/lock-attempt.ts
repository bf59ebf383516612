import type { ClientBase } from 'pg'
import type { BegunAttempt } from './begin-attempts.ts'

export type LockedScope = { status: string; cause: string | null; revision: number }

/**
 * Locks the attempt and its scope until the end of the transaction, always in this order. Null when the attempt is no
 * longer the one under way: then nothing of it may be written (F54).
 */
export async function lockAttempt(
  client: ClientBase,
  runId: string,
  { accountId, source, region, attempt }: BegunAttempt,
): Promise<LockedScope | null> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM run_scope WHERE run_id = $1 AND account_id = $2 AND source = $3 AND region = $4 AND attempt = $5
       AND status = 'running' FOR UPDATE`,
    [runId, accountId, source, region, attempt],
  )
  if (rowCount !== 1) return null
  const { rows } = await client.query<LockedScope>(
    `SELECT status, cause, revision FROM scope WHERE account_id = $1 AND source = $2 AND region = $3 FOR UPDATE`,
    [accountId, source, region],
  )
  return rows[0] ?? null
}
