import type { PoolClient } from 'pg'
import type { ScheduledChange } from '../../../checks/health/scheduled-changes.ts'

/** Accounts that an event touches and whose data is not frozen, in order of id. */
export async function selectAccountsWithEvents(client: PoolClient, afterId: string, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT a.id FROM account a
     WHERE a.id > $1 AND a.left_at IS NULL AND a.state = 'ACTIVE'
       AND EXISTS (SELECT FROM health_event_account e WHERE e.account_id = a.id)
     ORDER BY a.id LIMIT $2`,
    [afterId, limit],
  )
  return rows.map(({ id }) => id)
}

type CountedChange = Omit<ScheduledChange, 'counts'> & ScheduledChange['counts']

/** Scheduled changes that touch any of these accounts, each with its resources counted over all accounts. */
export async function selectScheduledChanges(
  client: PoolClient,
  accountIds: readonly string[],
): Promise<ScheduledChange[]> {
  const { rows } = await client.query<CountedChange>(
    `SELECT e.id, e.service, e.type_code AS "typeCode", e.region, e.starts_at AS "startsAt", e.ends_at AS "endsAt",
       e.aws_status AS "awsStatus", e.actionability, e.metadata, e.change_id AS "changeId",
       e.withdrawn_at AS "withdrawnAt", e.unlisted_at AS "unlistedAt", coalesce(first.starts_at, e.starts_at) AS "firstStartsAt",
       c.entities, c.pending, c.resolved, c.unknown
     FROM health_event e
       LEFT JOIN LATERAL (SELECT u.starts_at FROM health_event_update u WHERE u.event_id = e.id
         ORDER BY u.id LIMIT 1) first ON true
       CROSS JOIN LATERAL (SELECT coalesce(sum(a.entities), 0)::int AS entities,
         coalesce(sum(a.pending), 0)::int AS pending, coalesce(sum(a.resolved), 0)::int AS resolved,
         coalesce(sum(a.unknown), 0)::int AS unknown FROM health_event_account a WHERE a.event_id = e.id) c
     WHERE e.category = 'scheduledChange'
       AND e.id IN (SELECT event_id FROM health_event_account WHERE account_id = ANY ($1::text[]))
     ORDER BY e.id`,
    [accountIds],
  )
  return rows.map(({ entities, pending, resolved, unknown, ...change }) => ({
    ...change,
    counts: { entities, pending, resolved, unknown },
  }))
}

/** A resource that an event names; `value` is null where it names none of the account, and never did. */
export type ChangedResourceRow = { accountId: string; eventId: string; value: string | null; status: string | null }

/** What these events touch in these accounts. Resources that an event has stopped naming are left out. */
export async function selectChangedResources(
  client: PoolClient,
  accountIds: readonly string[],
  eventIds: readonly string[],
): Promise<ChangedResourceRow[]> {
  const { rows } = await client.query<ChangedResourceRow & { ended: boolean | null }>(
    `SELECT a.account_id AS "accountId", a.event_id AS "eventId", n.value, n.status, n.ended_at IS NOT NULL AS ended
     FROM health_event_account a
       LEFT JOIN health_entity n ON n.account_id = a.account_id AND n.event_id = a.event_id
     WHERE a.account_id = ANY ($1::text[]) AND a.event_id = ANY ($2::uuid[])`,
    [accountIds, eventIds],
  )
  return rows
    .filter(({ value, ended }) => value === null || !ended)
    .map(({ accountId, eventId, value, status }) => ({ accountId, eventId, value, status }))
}
