/**
 * Fills a migrated, empty database with an invented estate, by SQL that works on whole sets: what the pages show at
 * 100,000 or 1,000,000 findings can be looked at and measured within a minute. The rows agree with one another; the
 * rollups are a recount. `node bench/seed-estate.ts --url postgresql://… --findings 100000`
 */
import { parseArgs } from 'node:util'
import type pg from 'pg'
import { dayOf } from '#lib/core/time'
import { makeClient } from '#lib/db/clients'
import { coverage } from './estate/coverage.ts'
import { type EstatePlan, SESSION_FUNCTIONS, type Step } from './estate/estate.ts'
import { findingDetails, findings, posture } from './estate/findings.ts'
import { functionDetails, functions, plannedFunctions } from './estate/functions.ts'
import { organisation } from './estate/organisation.ts'
import { answers, config, health, trustedAdvisor } from './estate/sources.ts'

const STEPS: readonly Step[] = [
  organisation,
  plannedFunctions,
  functions,
  functionDetails,
  findings,
  findingDetails,
  posture,
  coverage,
  config,
  trustedAdvisor,
  health,
  answers,
]
const FINDINGS_PER_ACCOUNT = 1_000
const LEAST_ACCOUNTS = 100

/** Secondary indexes are built once at the end: five times faster than row by row. */
async function withoutIndexes(client: pg.Client, fill: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT index.indexrelid::regclass::text AS name, pg_get_indexdef(index.indexrelid) AS definition
     FROM pg_index index JOIN pg_class owner ON owner.oid = index.indrelid
     WHERE owner.relnamespace = 'public'::regnamespace AND NOT index.indisunique AND owner.relkind = 'r'
       AND NOT owner.relispartition
       AND owner.relname IN ('lambda_function', 'lambda_version', 'lambda_alias', 'lambda_invocation', 'resource_tag',
         'finding', 'finding_transition', 'scope', 'run_scope', 'config_rule', 'config_evaluation',
         'trusted_advisor_check', 'trusted_advisor_resource', 'health_event_account', 'health_entity', 'recommendation')`,
  )
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
  await fill()
  for (const { definition } of rows) await client.query(definition)
}

/** Fills the database in one transaction; `told` hears of every step and how long it took. */
export async function seedEstate(
  url: string,
  plan: EstatePlan,
  told: (step: string, durationMs: number) => void = () => {},
): Promise<void> {
  const client = makeClient(url)
  await client.connect()
  const timed = async (name: string, work: () => Promise<unknown>) => {
    const startedAt = performance.now()
    await work()
    told(name, performance.now() - startedAt)
  }
  try {
    await client.query(`BEGIN; SET LOCAL timezone = 'UTC'; SET LOCAL synchronous_commit = off;
      SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '128MB'; SET LOCAL jit = off`)
    await client.query(SESSION_FUNCTIONS)
    await timed('all', () =>
      withoutIndexes(client, async () => {
        for (const step of STEPS) {
          if (!step.detail || plan.withDetails) await timed(step.name, () => step.run(client, plan))
        }
      }),
    )
    await client.query('COMMIT')
    await timed('vacuum', () => client.query('VACUUM (ANALYZE)'))
  } finally {
    await client.end()
  }
}

/** The plan for so many findings: one account for every thousand, and never fewer than a hundred. */
export function estatePlan(findingCount: number, now: Date): EstatePlan {
  return {
    withDetails: true,
    health: true,
    findings: findingCount,
    accounts: Math.max(LEAST_ACCOUNTS, Math.round(findingCount / FINDINGS_PER_ACCOUNT)),
    today: dayOf(now),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      findings: { type: 'string', default: '100000' },
      accounts: { type: 'string' },
      'lists-only': { type: 'boolean', default: false },
    },
  })
  if (!values.url) throw new Error('Say which database with --url postgresql://…')
  const plan = { ...estatePlan(Number(values.findings), new Date()), withDetails: !values['lists-only'] }
  if (values.accounts) plan.accounts = Number(values.accounts)
  await seedEstate(values.url, plan, (step, durationMs) =>
    process.stderr.write(`${step.padEnd(18)}${Math.round(durationMs)} ms\n`),
  )
}
