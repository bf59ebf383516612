import type { PoolClient } from 'pg'

export type SourceScope = { status: string; firstCompleteAt: Date | null }

/** The organisation's scope of a source that is asked of one account; the last one asked, where the hub has changed. */
export async function findSourceScope(client: PoolClient, source: string): Promise<SourceScope | null> {
  const { rows } = await client.query<SourceScope>(
    `SELECT status, first_complete_at AS "firstCompleteAt" FROM scope WHERE source = $1 AND expected
     ORDER BY last_attempt_at DESC NULLS LAST, account_id LIMIT 1`,
    [source],
  )
  return rows[0] ?? null
}
