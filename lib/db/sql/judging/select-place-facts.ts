import type { PoolClient } from 'pg'

export type PlaceScope = { status: string; firstCompleteAt: Date | null; lastCompleteAt: Date | null }

export type PlaceFacts = {
  teamId: string | null
  teamRule: string | null
  /** The account is no longer in the organisation. */
  hasLeft: boolean
  /** When the account was first in the account list, and when the first accounts were. */
  accountFirstSeenAt: Date
  organizationFirstSeenAt: Date | null
  /** When the run that reads now began; null when nothing is read. */
  runStartedAt: Date | null
  judgedWithCatalogue: string | null
  scopes: Readonly<Record<string, PlaceScope>>
  teams: readonly { id: string; name: string }[]
}

type Row = Omit<PlaceFacts, 'scopes'> & {
  scopes: Record<string, { status: string; firstCompleteAt: string | null; lastCompleteAt: string | null }> | null
}

/** An instant inside JSON, as JavaScript reads it. */
const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** What a place is judged by besides its rows, or null when the account is not known. */
export async function selectPlaceFacts(
  client: PoolClient,
  place: { accountId: string; region: string },
  runId: string | null,
): Promise<PlaceFacts | null> {
  const { rows } = await client.query<Row>(
    `SELECT a.team_id AS "teamId", a.team_rule AS "teamRule", a.left_at IS NOT NULL AS "hasLeft",
       a.first_seen_at AS "accountFirstSeenAt",
       (SELECT m.first_seen_at FROM organization o JOIN account m ON m.id = o.management_account_id LIMIT 1)
         AS "organizationFirstSeenAt",
       (SELECT r.started_at FROM collection_run r WHERE r.id = $3) AS "runStartedAt",
       (SELECT i.catalogue_hash FROM installation i) AS "judgedWithCatalogue",
       (SELECT json_object_agg(s.source, json_build_object('status', s.status,
          'firstCompleteAt', ${instant('s.first_complete_at')}, 'lastCompleteAt', ${instant('s.last_complete_at')}))
        FROM scope s WHERE s.account_id = a.id AND s.region = $2) AS scopes,
       (SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name)), '[]') FROM team t) AS teams
     FROM account a WHERE a.id = $1`,
    [place.accountId, place.region, runId],
  )
  const row = rows[0]
  if (!row) return null
  const scopes = Object.entries(row.scopes ?? {}).map(([source, { status, firstCompleteAt, lastCompleteAt }]) => [
    source,
    { status, firstCompleteAt: dateOf(firstCompleteAt), lastCompleteAt: dateOf(lastCompleteAt) },
  ])
  return { ...row, scopes: Object.fromEntries(scopes) }
}
