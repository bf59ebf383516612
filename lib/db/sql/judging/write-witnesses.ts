import type { PoolClient } from 'pg'
import type { Statement } from '../../../checks/statement.ts'

/** A source that says so since `since`, or no longer since `endedAt`. */
export type WitnessWrite = {
  findingId: string
  source: string
  /** Of the witness's own scope. */
  region: string
  since: Date
  endedAt: Date | null
  statement: Statement | null
  /** Hexadecimal. */
  statementHash: string | null
}

/** New words keep the day the witness began, and so does its end, which keeps the last words too. */
export async function writeWitnesses(client: PoolClient, accountId: string, rows: readonly WitnessWrite[]) {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO finding_witness AS w (account_id, finding_id, source, region, since, ended_at, statement,
       statement_hash)
     SELECT $1, n."findingId", n.source, n.region, n.since, n."endedAt", n.statement, decode(n."statementHash", 'hex')
     FROM json_to_recordset($2::json) AS n("findingId" uuid, source text, region text, since timestamptz,
       "endedAt" timestamptz, statement jsonb, "statementHash" text)
     ORDER BY n."findingId"
     ON CONFLICT (account_id, finding_id, source) DO UPDATE SET ended_at = excluded.ended_at,
       region = excluded.region,
       since = CASE WHEN excluded.ended_at IS NULL AND w.ended_at IS NOT NULL THEN excluded.since ELSE w.since END,
       statement = CASE WHEN excluded.ended_at IS NULL THEN excluded.statement ELSE w.statement END,
       statement_hash = CASE WHEN excluded.ended_at IS NULL THEN excluded.statement_hash ELSE w.statement_hash END`,
    [accountId, JSON.stringify(rows)],
  )
}
