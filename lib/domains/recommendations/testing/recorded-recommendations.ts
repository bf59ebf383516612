/** For tests: people, accounts and recommendations with their findings, as collecting and judging leave them. */
import type pg from 'pg'
import { stableId } from '#lib/core/identity'
import type { Day } from '#lib/core/time'
import type { Viewer } from '#lib/db/as-viewer'
import type { Stage } from '#lib/history/history-entry'

export const OWN = '111111111111'
export const FOREIGN = '222222222222'

export const ccoe: Viewer = { personId: 'charlie', name: 'Charlie', role: 'ccoe', teamIds: [] }
export const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }
export const colleague: Viewer = { personId: 'milan', name: 'Milan', role: 'member', teamIds: ['payments'] }
export const auditor: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }

type Client = Pick<pg.ClientBase, 'query'>

/** Two teams with an account each, and somebody of every role. */
export async function recordPeople(client: Client): Promise<void> {
  await client.query(`INSERT INTO team VALUES ('payments', 'Payments', now()), ('data', 'Data', now())`)
  for (const { personId, name, role, teamIds } of [ccoe, member, colleague, auditor]) {
    await client.query(
      `INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1 || '@x.test', $2, $3, now())`,
      [personId, name, role],
    )
    for (const teamId of teamIds) await client.query('INSERT INTO membership VALUES ($1, $2)', [personId, teamId])
  }
  await client.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since, ou_path)
     VALUES ($1, 'arn', 'payments-prod', 'x', 'ACTIVE', 'payments', now(), now(), 'Root/Workloads/Prod'),
       ($2, 'arn', 'data-dev', 'x', 'ACTIVE', 'data', now(), now(), 'Root/Workloads/Dev')`,
    [OWN, FOREIGN],
  )
}

export type RecordedRecommendation = {
  accountId?: string
  teamId?: string | null
  subject?: string
  title?: string
  checkId?: string
  stage?: Stage
  priority?: number
  findings?: number
  dueOn?: Day | null
  expiresOn?: Day | null
  createdAt?: Date
}

export type Recorded = { accountId: string; recommendationId: string; version: number }

const NO_HASH = Buffer.alloc(1)

/** One recommendation with its open findings, each witnessed by the source of its check. */
export async function recordRecommendation(client: Client, given: RecordedRecommendation = {}): Promise<Recorded> {
  const { accountId = OWN, subject = 'lambda-runtime:python3.9', checkId = 'lambda.deprecated-runtime' } = given
  const teamId = given.teamId === undefined ? (accountId === OWN ? 'payments' : 'data') : given.teamId
  const { stage = 'pending_response', priority = 60, findings = 2, dueOn = '2027-03-01', title = subject } = given
  const id = stableId('recommendation', accountId, subject, teamId ?? '')
  const createdAt = given.createdAt ?? new Date('2026-11-01T06:00:00Z')
  await client.query(
    `INSERT INTO recommendation (account_id, id, subject, check_id, team_id, stage, priority, open_findings,
       live_findings, due_on, created_at, changed_at, title, expires_on, reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $10, $11, $12, $13)`,
    [
      accountId,
      id,
      subject,
      checkId,
      teamId,
      stage,
      priority,
      findings,
      dueOn,
      createdAt,
      title,
      given.expiresOn ?? null,
      stage === 'dismissed' ? 'low_priority' : null,
    ],
  )
  for (let index = 0; index < findings; index += 1) {
    const name = `function-${index}`
    const findingId = stableId(id, name)
    await client.query(
      `INSERT INTO finding (account_id, id, check_id, region, resource_id, resource_name, subject, verdict, status,
         severity, due_on, team_id, recommendation_id, evidence_hash, first_seen_at, changed_at)
       VALUES ($1, $2, $3, 'eu-central-1', $4, $5, $6, 'deprecated', 'open', 'high', $7, $8, $9, $10, $11, $11)`,
      [
        accountId,
        findingId,
        checkId,
        `arn:aws:lambda:eu-central-1:${accountId}:function:${name}`,
        name,
        subject,
        dueOn,
        teamId,
        id,
        NO_HASH,
        createdAt,
      ],
    )
    await client.query(
      `INSERT INTO finding_witness (account_id, finding_id, source, region, since)
       VALUES ($1, $2, 'lambda.functions', 'eu-central-1', $3)`,
      [accountId, findingId, createdAt],
    )
  }
  return { accountId, recommendationId: id, version: 1 }
}
