/** For tests: puts what AWS Config, AWS Health and Trusted Advisor say into a database as recording would. */
import type pg from 'pg'
import { changeIdOf } from '../../../core/health-change.ts'
import { stableId } from '../../../core/identity.ts'
import type { Place } from '../place-lock.ts'
import { recordScope } from './recorded-estate.ts'

type Client = Pick<pg.ClientBase, 'query'>

const NO_HASH = Buffer.alloc(1)
export const HUB = '999999999999'

/** What each source was asked for, read with the given status. */
export async function recordSources(client: Client, places: readonly Place[], status: string, at: Date) {
  await recordScope(client, { accountId: HUB, region: 'global' }, 'health.events', status, at)
  for (const { accountId, region } of places) {
    await recordScope(client, { accountId, region }, 'config.compliance', status, at)
    await recordScope(client, { accountId, region: 'global' }, 'trustedadvisor.checks', status, at)
  }
}

/** Puts the resources that do not comply in place of those recorded before. */
export async function recordNoncompliant(
  client: Client,
  { accountId, region }: Place,
  rules: Record<string, string[]>,
) {
  await client.query('DELETE FROM config_evaluation WHERE account_id = $1 AND region = $2', [accountId, region])
  for (const [ruleKey, resources] of Object.entries(rules)) {
    for (const resourceId of resources) {
      await client.query(
        `INSERT INTO config_evaluation (account_id, id, region, rule_name, rule_key, resource_type, resource_id,
           compliance, content_hash) VALUES ($1, $2, $3, $4, $4, 'AWS::S3::Bucket', $5, 'NON_COMPLIANT', $6)`,
        [accountId, stableId('evaluation', region, ruleKey, resourceId), region, ruleKey, resourceId, NO_HASH],
      )
    }
  }
}

export type RecordedFlag = {
  awsId: string
  checkId?: string
  region?: string
  status?: string
  category?: string
  isSuppressed?: boolean
  /** An ARN of a function, for the check of old runtimes. */
  function?: { arn: string; runtime: string }
}

const RUNTIMES = 'L4dfs2Q4C5'
const COLUMNS = JSON.stringify(['Status', 'Region', 'Function ARN', 'Runtime'])

/** Puts the resources that Trusted Advisor flags in place of those recorded before. */
export async function recordFlagged(client: Client, accountId: string, flags: readonly RecordedFlag[]) {
  await client.query('DELETE FROM trusted_advisor_resource WHERE account_id = $1', [accountId])
  await client.query('DELETE FROM trusted_advisor_check WHERE account_id = $1', [accountId])
  for (const flag of flags) {
    const { awsId, region = 'eu-west-1', status = 'error', category = 'security', isSuppressed = false } = flag
    const checkId = flag.function ? RUNTIMES : (flag.checkId ?? 'Pfx0RwqBli')
    const metadata = ['Red', region, flag.function?.arn ?? null, flag.function?.runtime ?? null]
    await client.query(
      `INSERT INTO trusted_advisor_check (account_id, id, check_id, name, category, columns, status, content_hash)
       VALUES ($1, $2, $3, $3, $4, $5, 'error', $6) ON CONFLICT DO NOTHING`,
      [accountId, stableId('check', checkId), checkId, category, COLUMNS, NO_HASH],
    )
    await client.query(
      `INSERT INTO trusted_advisor_resource (account_id, id, check_id, aws_id, region, status, is_suppressed, metadata,
         content_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        accountId,
        stableId('flag', checkId, awsId),
        checkId,
        awsId,
        region,
        status,
        isSuppressed,
        JSON.stringify(metadata),
        NO_HASH,
      ],
    )
  }
}

export type RecordedEvent = {
  /** Tells events apart that are the same change. */
  name: string
  typeCode?: string
  region?: string
  startsAt: Date | null
  versions?: string
  awsStatus?: string
  withdrawnAt?: Date
  /** By account; none for the account as a whole. The status of each resource. */
  entities: Record<string, Record<string, string | null>>
}

/** Puts an event as it is now in place of what was recorded of it. */
export async function recordEvent(client: Client, event: RecordedEvent, at: Date) {
  const { name, typeCode = 'AWS_EKS_PLANNED_LIFECYCLE_EVENT', region = 'eu-west-1', startsAt, versions } = event
  const id = stableId('event', name)
  const metadata: Record<string, string> = versions === undefined ? {} : { deprecated_versions: versions }
  const service = typeCode.split('_')[1] ?? ''
  await client.query(
    `INSERT INTO health_event (id, arn, service, type_code, category, region, starts_at, last_updated_at, aws_status,
       metadata, change_id, first_seen_at, withdrawn_at, content_hash)
     VALUES ($1, $2, $3, $4, 'scheduledChange', $5, $6, $7, $8, $9, $10, $7, $11, $12)
     ON CONFLICT (id) DO UPDATE SET starts_at = excluded.starts_at, aws_status = excluded.aws_status,
       withdrawn_at = excluded.withdrawn_at`,
    [
      id,
      `arn:aws:health:${region}::event/${service}/${typeCode}/${name}`,
      service,
      typeCode,
      region,
      startsAt,
      at,
      event.awsStatus ?? 'upcoming',
      JSON.stringify(metadata),
      changeIdOf(typeCode, { metadata, firstStartsAt: startsAt }),
      event.withdrawnAt ?? null,
      NO_HASH,
    ],
  )
  await client.query('INSERT INTO health_event_update (event_id, recorded_at, starts_at) VALUES ($1, $2, $3)', [
    id,
    at,
    startsAt,
  ])
  for (const [accountId, entities] of Object.entries(event.entities)) {
    await recordEntities(client, { accountId, eventId: id, entities, at })
  }
}

type Entities = { accountId: string; eventId: string; entities: Record<string, string | null>; at: Date }

async function recordEntities(client: Client, { accountId, eventId, entities, at }: Entities) {
  const statuses = Object.values(entities)
  const countOf = (status: string) => statuses.filter((one) => one === status).length
  const [pending, resolved] = [countOf('PENDING'), countOf('RESOLVED')]
  await client.query(
    `INSERT INTO health_event_account VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, event_id)
     DO UPDATE SET entities = excluded.entities, pending = excluded.pending, resolved = excluded.resolved,
       unknown = excluded.unknown`,
    [accountId, eventId, statuses.length, pending, resolved, statuses.length - pending - resolved],
  )
  await client.query('UPDATE health_entity SET ended_at = $3 WHERE account_id = $1 AND event_id = $2', [
    accountId,
    eventId,
    at,
  ])
  for (const [value, status] of Object.entries(entities)) {
    await client.query(
      `INSERT INTO health_entity (account_id, id, event_id, value, status, first_seen_at, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (account_id, id) DO UPDATE SET status = excluded.status, ended_at = NULL`,
      [accountId, stableId('entity', eventId, value), eventId, value, status, at, NO_HASH],
    )
  }
}
