import type { Pool, PoolClient } from 'pg'

export type StoredReport = { week: string; teamId: string; madeAt: Date; content: unknown; hash: string }

/** Keeps a report. Of one that is there already nothing changes: it may have been sent (I5). */
export async function insertReport(client: PoolClient, report: StoredReport): Promise<boolean> {
  const { week, teamId, madeAt, content, hash } = report
  const { rowCount } = await client.query(
    `INSERT INTO report (week, team_id, made_at, content, hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [week, teamId, madeAt, JSON.stringify(content), hash],
  )
  return rowCount === 1
}

/** Teams whose report of a week is there; empty text for the organisation's. */
export async function listReportedTeams(client: PoolClient, week: string): Promise<string[]> {
  const { rows } = await client.query<{ teamId: string }>('SELECT team_id AS "teamId" FROM report WHERE week = $1', [
    week,
  ])
  return rows.map(({ teamId }) => teamId)
}

export async function findStoredReport(
  database: Pool | PoolClient,
  week: string,
  teamId: string,
): Promise<StoredReport | null> {
  const { rows } = await database.query<StoredReport>(
    `SELECT week, team_id AS "teamId", made_at AS "madeAt", content, hash FROM report WHERE week = $1 AND team_id = $2`,
    [week, teamId],
  )
  return rows[0] ?? null
}
