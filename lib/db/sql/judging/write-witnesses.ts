import type { PoolClient } from 'pg'

/** A source that says so since `since`, or no longer since `endedAt`. */
export type WitnessWrite = {
  findingId: string
  source: string
  region: string
  since: Date
  endedAt: Date | null
}

/** An end keeps the day the witness began; a new beginning replaces it. */
export async function writeWitnesses(client: PoolClient, accountId: string, rows: readonly WitnessWrite[]) {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO finding_witness AS w (account_id, finding_id, source, region, since, ended_at)
     SELECT $1, n."findingId", n.source, n.region, n.since, n."endedAt"
     FROM json_to_recordset($2::json) AS n("findingId" uuid, source text, region text, since timestamptz,
       "endedAt" timestamptz)
     ORDER BY n."findingId"
     ON CONFLICT (account_id, finding_id, source) DO UPDATE SET ended_at = excluded.ended_at,
       since = CASE WHEN excluded.ended_at IS NULL THEN excluded.since ELSE w.since END`,
    [accountId, JSON.stringify(rows)],
  )
}
