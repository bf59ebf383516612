/** For tests: puts functions, their use and the state of scopes into a database as recording would. */
import type pg from 'pg'
import { functionId, stableId } from '../../../core/identity.ts'
import { startOfDay } from '../../../core/time.ts'
import type { Place } from '../place-lock.ts'

export type RecordedVersion = { version: string; runtime: string | null; packageType?: string; snapStart?: boolean }

export type RecordedFunction = {
  name: string
  versions: readonly RecordedVersion[]
  aliases?: Record<string, string>
  provisioned?: readonly string[]
  /** By target; null: asked, and nothing was there. */
  invokedOn?: Record<string, string | null>
  tags?: Record<string, string>
}

export const LAMBDA_SOURCES = [
  'lambda.functions',
  'lambda.aliases',
  'lambda.provisioned-concurrency',
  'lambda.invocations',
  'tagging.resources',
] as const

const NO_HASH = Buffer.alloc(1)

type Client = Pick<pg.ClientBase, 'query'>

/** Everything recorded and judged, gone. */
export async function forgetEstate(client: Client) {
  await client.query(`TRUNCATE account, account_tag, team, scope, lambda_function, lambda_version, lambda_alias,
    lambda_provisioned_concurrency, lambda_invocation, resource_tag, finding, finding_witness, finding_transition,
    organization, recommendation, rollup_account, rollup_organization, rollup_runtime, rollup_runtime_organization,
    rollup_runtime_accounts, rollup_region_organization, movement_day, movement_day_organization, collection_run,
    account_owner, config_rule, config_evaluation, health_event, health_event_update, health_event_account,
    health_entity, trusted_advisor_check, trusted_advisor_resource, rollup_config_rule, rollup_config_account,
    rollup_config_region_organization, rollup_config_pack_organization, rollup_config_rule_accounts,
    rollup_trusted_advisor_organization`)
  // Recommendations of the same subject have the same id in every test.
  await client.query('ALTER TABLE history DISABLE TRIGGER ALL')
  await client.query('TRUNCATE history')
  await client.query('ALTER TABLE history ENABLE TRIGGER ALL')
  await client.query('UPDATE installation SET baseline_run_id = NULL, judged_on = NULL, catalogue_hash = NULL')
}

export async function recordAccount(client: Client, id: string, about: { teamId?: string; firstSeenAt?: Date } = {}) {
  const firstSeenAt = about.firstSeenAt ?? startOfDay('2026-01-01')
  if (about.teamId) {
    await client.query('INSERT INTO team (id, name, created_at) VALUES ($1, $1, $2) ON CONFLICT DO NOTHING', [
      about.teamId,
      firstSeenAt,
    ])
  }
  await client.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since, team_id)
     VALUES ($1, $2, $1, '', 'ACTIVE', $3, $3, $4)`,
    [id, `arn:aws:organizations::${id}:account/o-x/${id}`, firstSeenAt, about.teamId ?? null],
  )
}

export async function recordScope(client: Client, place: Place, source: string, status: string, at: Date) {
  await client.query(
    `INSERT INTO scope AS s (account_id, source, region, status, since, last_complete_at, first_complete_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6)
     ON CONFLICT (account_id, source, region) DO UPDATE SET status = excluded.status,
       last_complete_at = coalesce(excluded.last_complete_at, s.last_complete_at),
       first_complete_at = coalesce(s.first_complete_at, excluded.first_complete_at)`,
    [place.accountId, source, place.region, status, at, status === 'complete' ? at : null],
  )
}

export async function recordScopes(client: Client, place: Place, at: Date) {
  for (const source of LAMBDA_SOURCES) await recordScope(client, place, source, 'complete', at)
}

export function arnOf({ accountId, region }: Place, name: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`
}

/** Puts the function as it is now in place of what was recorded of it. */
export async function recordFunction(client: Client, place: Place, recorded: RecordedFunction, at: Date) {
  const { accountId, region } = place
  const { name, versions } = recorded
  const id = functionId(region, name)
  const latest = versions.find(({ version }) => version === '$LATEST')
  await forgetDetails(client, accountId, id)
  await client.query(
    `INSERT INTO lambda_function (account_id, id, region, name, arn, package_type, runtime, first_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (account_id, id) DO UPDATE SET runtime = excluded.runtime, ended_at = NULL`,
    [accountId, id, region, name, arnOf(place, name), latest?.packageType ?? 'Zip', latest?.runtime ?? null, at],
  )
  for (const { version, runtime, packageType, snapStart } of versions) {
    await client.query(
      `INSERT INTO lambda_version (account_id, id, function_id, region, function_name, version, arn, package_type,
         runtime, snap_start, content_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        accountId,
        stableId(id, version),
        id,
        region,
        name,
        version,
        `${arnOf(place, name)}:${version}`,
        packageType ?? 'Zip',
        runtime,
        snapStart ?? false,
        NO_HASH,
      ],
    )
  }
  for (const [alias, version] of Object.entries(recorded.aliases ?? {})) {
    await client.query(
      `INSERT INTO lambda_alias (account_id, id, function_id, region, function_name, name, version, content_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [accountId, stableId(id, 'alias', alias), id, region, name, alias, version, NO_HASH],
    )
  }
  for (const qualifier of recorded.provisioned ?? []) {
    await client.query(
      `INSERT INTO lambda_provisioned_concurrency (account_id, id, function_id, region, function_name, qualifier,
         requested, content_hash) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)`,
      [accountId, stableId(id, 'pc', qualifier), id, region, name, qualifier, NO_HASH],
    )
  }
  for (const [target, day] of Object.entries(recorded.invokedOn ?? { '*': null })) {
    await client.query(
      `INSERT INTO lambda_invocation (account_id, id, function_id, region, function_name, target, state,
         last_invoked_on, content_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [accountId, stableId(id, 'invoked', target), id, region, name, target, day ? 'seen' : 'none', day, NO_HASH],
    )
  }
  if (!recorded.tags) return
  await client.query(
    `INSERT INTO resource_tag (account_id, id, region, arn, tags, content_hash) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (account_id, id) DO UPDATE SET tags = excluded.tags`,
    [accountId, stableId(id, 'tags'), region, arnOf(place, name), recorded.tags, NO_HASH],
  )
}

async function forgetDetails(client: Client, accountId: string, id: string) {
  for (const table of ['lambda_version', 'lambda_alias', 'lambda_provisioned_concurrency', 'lambda_invocation']) {
    await client.query(`DELETE FROM ${table} WHERE account_id = $1 AND function_id = $2`, [accountId, id])
  }
}

/** As a complete reading does that no longer contains it. */
export async function endFunction(client: Client, { accountId, region }: Place, name: string, at: Date) {
  const id = functionId(region, name)
  await forgetDetails(client, accountId, id)
  await client.query('UPDATE lambda_function SET ended_at = $3 WHERE account_id = $1 AND id = $2', [accountId, id, at])
}
