/** What a run has called, as the store recorded it. */
import type pg from 'pg'
import { allSources } from '#lib/collectors/all-sources'
import { BUCKETS, type BucketName } from '#lib/collectors/aws/buckets'
import type { PacedCalls } from './lower-bound.ts'

export type RecordedRun = {
  calls: number
  throttled: number
  roles: number
  accounts: number
  longestListing: number
  paced: PacedCalls[]
}

/** What all calls of the organisation share, by service and operation. */
const OF_ORGANIZATION: Readonly<Record<string, BucketName>> = {
  'sts AssumeRole': 'sts',
  'sts GetCallerIdentity': 'sts',
  'organizations ListTagsForResource': 'organizations.list-tags',
  'organizations ListOrganizationalUnitsForParent': 'organizations.list-children',
  'organizations ListAccounts': 'organizations.list-accounts',
  'config DescribeAggregateComplianceByConfigRules': 'config.aggregator',
  'config GetAggregateComplianceDetailsByConfigRule': 'config.aggregator',
  'health DescribeAffectedAccountsForOrganization': 'health.organization',
  'health DescribeAffectedEntitiesForOrganization': 'health.organization',
  'health DescribeEventDetailsForOrganization': 'health.organization',
  'health DescribeEventsForOrganization': 'health.organization',
}

export async function recordedRun(superuser: pg.Pool, runId: string): Promise<RecordedRun> {
  const { rows: calls } = await superuser.query<{
    service: string
    operation: string
    calls: number
    throttles: number
  }>('SELECT service, operation, calls::int, throttles::int FROM run_call WHERE run_id = $1', [runId])
  const { rows: counted } = await superuser.query<{ accounts: number; longest: number }>(
    `SELECT (SELECT count(*)::int FROM account WHERE state = 'ACTIVE') AS accounts,
       coalesce(max(pages) FILTER (WHERE source = 'lambda.functions'), 0)::int AS longest
     FROM run_scope WHERE run_id = $1`,
    [runId],
  )
  const sum = (of: 'calls' | 'throttles') => calls.reduce((total, call) => total + call[of], 0)
  return {
    calls: sum('calls'),
    throttled: sum('throttles'),
    roles: calls.find(({ operation }) => operation === 'AssumeRole')?.calls ?? 0,
    accounts: counted[0]?.accounts ?? 0,
    longestListing: counted[0]?.longest ?? 0,
    paced: [...pacedOfOrganization(calls), ...(await pacedOfPlaces(superuser, runId))],
  }
}

function pacedOfOrganization(calls: readonly { service: string; operation: string; calls: number }[]): PacedCalls[] {
  const known = calls.flatMap(({ service, operation, calls: count }) => {
    const bucket = OF_ORGANIZATION[`${service} ${operation}`]
    return bucket ? [{ bucket, calls: count }] : []
  })
  return [...Map.groupBy(known, ({ bucket }) => bucket)].map(([bucket, group]) => ({
    bucket,
    calls: group.reduce((total, call) => total + call.calls, 0),
  }))
}

/** Of each bucket that accounts, or Regions of accounts, have of their own: the one with most calls. */
async function pacedOfPlaces(superuser: pg.Pool, runId: string): Promise<PacedCalls[]> {
  const drawn = allSources.flatMap(({ id, bucket }) => {
    if (typeof bucket !== 'string' || BUCKETS[bucket].sharedBy === 'organization') return []
    return [{ source: id, bucket, byRegion: BUCKETS[bucket].sharedBy === 'account-region' }]
  })
  const { rows } = await superuser.query<PacedCalls>(
    `SELECT bucket, max(calls)::int AS calls FROM (
       SELECT d.bucket, sum(s.aws_calls) AS calls FROM run_scope s
       JOIN jsonb_to_recordset($2) AS d (source text, bucket text, "byRegion" boolean) USING (source)
       WHERE s.run_id = $1 GROUP BY d.bucket, s.account_id, CASE WHEN d."byRegion" THEN s.region END
     ) AS place GROUP BY bucket`,
    [runId, JSON.stringify(drawn)],
  )
  return rows
}
