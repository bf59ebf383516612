/** For tests: what collections, judging and people write down, put into a database with the time they did so. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { stableId } from '#lib/core/identity'
import type { DecisionAction, Stage } from '#lib/history/history-entry'

type Client = Pick<pg.Pool, 'query'>

export async function recordTeam(client: Client, id: string, at: string): Promise<void> {
  await client.query('INSERT INTO team (id, name, created_at) VALUES ($1, initcap($1), $2)', [id, at])
}

export async function recordAccount(client: Client, id: string, teamId: string | null, at: string): Promise<void> {
  await client.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since, team_id)
     VALUES ($1, 'arn', 'account ' || $1, '', 'ACTIVE', $3, $3, $2)`,
    [id, teamId, at],
  )
  await recordOwner(client, id, teamId, at)
}

export async function recordOwner(client: Client, id: string, teamId: string | null, at: string): Promise<void> {
  await client.query('INSERT INTO account_owner (account_id, team_id, recorded_at) VALUES ($1, $2, $3)', [
    id,
    teamId,
    at,
  ])
}

export type RecordedScope = {
  accountId: string
  source?: string
  region?: string
  status: string
  cause?: string | null
}

/** A collection of the whole organisation that ends at an instant. */
export async function recordRun(client: Client, at: string, scopes: readonly RecordedScope[]): Promise<void> {
  const id = randomUUID()
  await client.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_at, started_at, finished_at)
     VALUES ($1, 'schedule', 'complete', '{}', '{}', '{}', $2, $2, $2)`,
    [id, at],
  )
  for (const { accountId, source = 'lambda.functions', region = 'eu-west-1', status, cause = null } of scopes) {
    await client.query(
      `INSERT INTO run_scope (run_id, account_id, source, region, status, cause, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, accountId, source, region, status, cause, at],
    )
  }
}

export type RecordedTransition = {
  accountId: string
  /** Names the finding within its account. */
  finding: string
  checkId?: string
  subject?: string
  teamId?: string | null
  dueOn?: string | null
  from?: string | null
  to: string
  cause?: string
  at: string
}

export async function recordTransition(client: Client, given: RecordedTransition): Promise<void> {
  const { accountId, finding, teamId = null, dueOn = null, from = null, to, cause = 'observed', at } = given
  const { checkId = 'lambda.deprecated-runtime', subject = 'lambda-runtime:python3.9' } = given
  await client.query(
    `INSERT INTO finding_transition (account_id, finding_id, check_id, subject, region, team_id, severity, due_on,
       from_status, to_status, cause, effective_at, recorded_at)
     VALUES ($1, $2, $3, $4, 'eu-west-1', $5, 'high', $6, $7, $8, $9, $10, $10)`,
    [accountId, stableId(accountId, finding), checkId, subject, teamId, dueOn, from, to, cause, at],
  )
}

export const idOf = (accountId: string, subject: string, teamId: string | null): string =>
  stableId('recommendation', accountId, subject, teamId ?? '')

export async function recordRecommendation(
  client: Client,
  { accountId, subject, teamId, at }: { accountId: string; subject: string; teamId: string | null; at: string },
): Promise<void> {
  await client.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, created_at, changed_at, title)
     VALUES ($1, $2, $3, 'lambda.deprecated-runtime', $4, $5, $5, 'Python 3.9 (python3.9)')`,
    [accountId, idOf(accountId, subject, teamId), subject, teamId, at],
  )
}

export type RecordedStep = {
  accountId: string
  id: string
  action: DecisionAction
  to: Stage
  actor?: string
  committedOn?: string | null
  reason?: string | null
  note?: string | null
  at: string
}

export async function recordStep(client: Client, step: RecordedStep): Promise<void> {
  const { accountId, id, action, to, actor = 'mara', committedOn = null, reason = null, note = null, at } = step
  const entry = { from: 'pending_response', to, reason, note, committedOn, assignee: null, expiresOn: null }
  await client.query(
    `INSERT INTO history (at, id, account_id, actor, action, object, entry) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [at, randomUUID(), accountId, actor, action, `recommendation:${id}`, { ...entry, openFindings: 1, dueOn: null }],
  )
}
