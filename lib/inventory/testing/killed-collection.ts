/** For tests: a collection in a process of its own that is killed at some moment, and what the store holds after it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import type { TestDatabase } from '../../db/test-database.ts'
import { childEnv } from '../../env.ts'
import type { CollectedWorld } from './collected-world.ts'

const PROJECT_DIR = join(import.meta.dirname, '../../..')
const LOOK_EVERY_MS = 15

/** Starts `steward collect` on the world and kills it, with no warning, once that many scopes have been read. */
export async function killCollection(world: CollectedWorld, scopesRead: number): Promise<void> {
  const child = startProcess(world, ['collect', '--wait', '--json'])
  for (const said of [child.stdout, child.stderr]) said?.resume()
  const ended = once(child, 'exit')
  while (child.exitCode === null && (await countRead(world.database.admin)) < scopesRead) await wait(LOOK_EVERY_MS)
  child.kill('SIGKILL')
  await ended
}

export type Process = ChildProcess

/** A command on the world, in a process of its own. */
export function startProcess(
  { database, aws }: CollectedWorld,
  args: readonly string[],
  settings: Record<string, string> = {},
): Process {
  return spawn(process.execPath, ['bin/steward.mjs', ...args], {
    cwd: PROJECT_DIR,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnv({
      DATABASE_URL: database.url,
      AWS_ENDPOINT_URL: aws.simulator.endpoint,
      AWS_ACCESS_KEY_ID: aws.simulator.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.simulator.secretAccessKey,
      AWS_REGION: aws.simulator.region,
      STEWARD_EXTERNAL_ID: aws.simulator.externalId,
      STEWARD_AWS_PACE: 'none',
      ...settings,
    }),
  })
}

export async function countRead(admin: pg.Pool): Promise<number> {
  const { rows } = await admin.query<{ read: number }>(
    `SELECT count(*)::int AS read FROM run_scope WHERE status NOT IN ('pending', 'running')`,
  )
  return rows[0]?.read ?? 0
}

/** What two stores must have in common when they know the same: everything but ids of runs and moments. */
const STATE = {
  accounts: `SELECT id, name, state, ou_path, team_id, functions, open_findings, left_at FROM account`,
  tags: `SELECT account_id, key, value FROM account_tag`,
  contacts: `SELECT * FROM account_contact`,
  regions: `SELECT * FROM account_region`,
  units: `SELECT * FROM organizational_unit`,
  closure: `SELECT * FROM organizational_unit_closure`,
  versions: `SELECT * FROM lambda_version`,
  aliases: `SELECT * FROM lambda_alias`,
  concurrency: `SELECT * FROM lambda_provisioned_concurrency`,
  invocations: `SELECT * FROM lambda_invocation`,
  resourceTags: `SELECT * FROM resource_tag`,
  functions: `SELECT account_id, id, name, runtime, origin, team_id, verdict, subject_runtime, due_on, use, severity,
    versions, live_versions, dormant_versions, last_invoked_on, last_invoked_state, ended_at FROM lambda_function`,
  findings: `SELECT account_id, id, subject, status, severity, due_on, use, team_id, recommendation_id FROM finding`,
  recommendations: `SELECT account_id, id, subject, stage, open_findings, live_findings, due_on FROM recommendation`,
  // Owners are read beside the accounts, so a finding may have been told once more, of the team it then had.
  transitions: `SELECT DISTINCT account_id, finding_id, to_status FROM finding_transition`,
  rollups: `SELECT * FROM rollup_account`,
  totals: `SELECT * FROM rollup_organization`,
  runtimes: `SELECT * FROM rollup_runtime`,
  aggregator: `SELECT account_id, region, status, error_code, error_message FROM config_aggregator_source`,
  rules: `SELECT * FROM config_rule`,
  evaluations: `SELECT * FROM config_evaluation`,
  ruleTotals: `SELECT * FROM rollup_config_rule`,
  ruleTotalsByRegion: `SELECT * FROM rollup_config_region_organization`,
  ruleAccounts: `SELECT * FROM rollup_config_rule_accounts`,
  events: `SELECT id, arn, type_code, region, starts_at, ends_at, last_updated_at, aws_status, change_id, withdrawn_at,
    content_hash FROM health_event`,
  eventAccounts: `SELECT * FROM health_event_account`,
  entities: `SELECT account_id, id, event_id, value, status, last_updated_at, ended_at, content_hash FROM health_entity`,
  checks: `SELECT * FROM trusted_advisor_check`,
  flagged: `SELECT * FROM trusted_advisor_resource`,
  checkTotals: `SELECT * FROM rollup_trusted_advisor_organization`,
  witnesses: `SELECT account_id, finding_id, source, region, ended_at IS NULL AS speaks, statement_hash
    FROM finding_witness`,
  scopes: `SELECT account_id, source, region, status, cause, count, expected FROM scope`,
}

export async function readState({ admin }: TestDatabase): Promise<Record<string, string[]>> {
  const state: Record<string, string[]> = {}
  for (const [name, sql] of Object.entries(STATE)) {
    const { rows } = await admin.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM (${sql}) t ORDER BY 1`)
    state[name] = rows.map(({ row }) => row)
  }
  return state
}
