import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

/** What a recommendation counts, from its account's rollup. */
export type OpenWork = {
  checkId: string
  subject: string
  teamId: string | null
  openFindings: number
  liveFindings: number
  dueOn: Day | null
}

/** Which findings ask for an answer, in terms of what they are counted by. */
export type Asking = { checkIds: readonly string[]; severities: readonly string[] }

/** Open work of the account that asks, by subject and team: all of it, or of the given subjects only. */
export async function selectOpenWork(
  client: PoolClient,
  accountId: string,
  subjects: readonly string[] | null,
  { checkIds, severities }: Asking,
): Promise<OpenWork[]> {
  const { rows } = await client.query<OpenWork>(
    `SELECT check_id AS "checkId", subject, nullif(team_id, '') AS "teamId", sum(findings)::int AS "openFindings",
       coalesce(sum(findings) FILTER (WHERE use = 'live'), 0)::int AS "liveFindings",
       nullif(min(due_on), '9999-12-31')::text AS "dueOn"
     FROM rollup_account
     WHERE account_id = $1 AND status = 'open' AND ($2::text[] IS NULL OR subject = ANY ($2))
       AND (check_id = ANY ($3::text[]) OR severity = ANY ($4::text[]))
     GROUP BY check_id, subject, team_id`,
    [accountId, subjects, checkIds, severities],
  )
  return rows
}

export type RecommendationRow = {
  id: string
  checkId: string
  subject: string
  teamId: string | null
  stage: string
  version: number
  priority: number
  openFindings: number
  liveFindings: number
  dueOn: Day | null
  createdAt: Date
  resolvedAt: Date | null
  title: string
}

/** Held until the transaction ends, so that an answer given meanwhile is neither overlooked nor overwritten (F67). */
export async function selectRecommendations(
  client: PoolClient,
  accountId: string,
  subjects: readonly string[] | null,
): Promise<RecommendationRow[]> {
  const { rows } = await client.query<RecommendationRow>(
    `SELECT id, check_id AS "checkId", subject, team_id AS "teamId", stage, version, priority, open_findings AS "openFindings",
       live_findings AS "liveFindings", due_on::text AS "dueOn", created_at AS "createdAt",
       resolved_at AS "resolvedAt", title
     FROM recommendation WHERE account_id = $1 AND ($2::text[] IS NULL OR subject = ANY ($2))
     ORDER BY id FOR UPDATE`,
    [accountId, subjects],
  )
  return rows
}

export async function deleteRecommendations(client: PoolClient, accountId: string, ids: readonly string[]) {
  if (ids.length === 0) return
  await client.query('DELETE FROM recommendation WHERE account_id = $1 AND id = ANY ($2::uuid[])', [accountId, ids])
}

export type RecommendationWrite = RecommendationRow & { changedAt: Date }

/**
 * What people have decided stays, also when it is resolved and comes back; only that it is fixed is then no longer said,
 * and nobody has seen it yet.
 * `version` counts only what a person's answer must notice: another stage, not another number.
 */
export async function writeRecommendations(
  client: PoolClient,
  accountId: string,
  rows: readonly RecommendationWrite[],
) {
  if (rows.length === 0) return
  await client.query(
    `INSERT INTO recommendation AS r (account_id, id, subject, check_id, team_id, title, stage, priority, open_findings,
       live_findings, due_on, created_at, changed_at, resolved_at)
     SELECT $1, n.id, n.subject, n."checkId", n."teamId", n.title, n.stage, n.priority, n."openFindings",
       n."liveFindings", n."dueOn", n."createdAt", n."changedAt", n."resolvedAt"
     FROM json_to_recordset($2::json) AS n(id uuid, subject text, "checkId" text, "teamId" text, title text, stage text,
       priority int, "openFindings" int, "liveFindings" int, "dueOn" date, "createdAt" timestamptz,
       "changedAt" timestamptz, "resolvedAt" timestamptz)
     ORDER BY n.id
     ON CONFLICT (account_id, id) DO UPDATE SET title = excluded.title, stage = excluded.stage,
       priority = excluded.priority, open_findings = excluded.open_findings, live_findings = excluded.live_findings,
       due_on = excluded.due_on, changed_at = excluded.changed_at, resolved_at = excluded.resolved_at,
       claimed_fixed_at = CASE WHEN r.stage = 'resolved' AND excluded.stage <> 'resolved' THEN NULL
         ELSE r.claimed_fixed_at END,
       acknowledged_at = CASE WHEN r.stage = 'resolved' AND excluded.stage <> 'resolved' THEN NULL
         ELSE r.acknowledged_at END,
       acknowledged_by = CASE WHEN r.stage = 'resolved' AND excluded.stage <> 'resolved' THEN NULL
         ELSE r.acknowledged_by END,
       version = r.version + CASE WHEN r.stage <> excluded.stage THEN 1 ELSE 0 END`,
    [accountId, JSON.stringify(rows)],
  )
}
