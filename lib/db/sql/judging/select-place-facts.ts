import type { PoolClient } from 'pg'

export type PlaceFacts = {
  teamId: string | null
  teamRule: string | null
  /** When the account was first in the account list, and since when it has left it. */
  accountFirstSeenAt: Date
  /** When the installation's first run was done; null while it is under way. */
  baselineDoneAt: Date | null
  judgedWithCatalogue: string | null
  /** When this place was judged completely for the first time; null: never before. */
  baselineAt: Date | null
  scopes: Readonly<Record<string, { status: string; lastCompleteAt: Date | null }>>
  teamIds: readonly string[]
}

type Row = Omit<PlaceFacts, 'scopes'> & {
  scopes: Record<string, { status: string; lastCompleteAt: string | null }> | null
}

/** What a place is judged by besides its rows, or null when the account is not known. */
export async function selectPlaceFacts(
  client: PoolClient,
  place: { accountId: string; region: string },
): Promise<PlaceFacts | null> {
  const { rows } = await client.query<Row>(
    `SELECT a.team_id AS "teamId", a.team_rule AS "teamRule", a.first_seen_at AS "accountFirstSeenAt",
       (SELECT r.finished_at FROM installation i JOIN collection_run r ON r.id = i.baseline_run_id) AS "baselineDoneAt",
       (SELECT i.catalogue_hash FROM installation i) AS "judgedWithCatalogue",
       (SELECT p.baseline_at FROM judged_place p WHERE p.account_id = a.id AND p.region = $2) AS "baselineAt",
       (SELECT json_object_agg(s.source, json_build_object('status', s.status,
          'lastCompleteAt', to_char(s.last_complete_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
        FROM scope s WHERE s.account_id = a.id AND s.region = $2) AS scopes,
       (SELECT coalesce(array_agg(t.id), '{}') FROM team t) AS "teamIds"
     FROM account a WHERE a.id = $1`,
    [place.accountId, place.region],
  )
  const row = rows[0]
  if (!row) return null
  const scopes = Object.entries(row.scopes ?? {}).map(([source, { status, lastCompleteAt }]) => [
    source,
    { status, lastCompleteAt: lastCompleteAt === null ? null : new Date(lastCompleteAt) },
  ])
  return { ...row, scopes: Object.fromEntries(scopes) }
}
