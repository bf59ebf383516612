/** P12: what it costs to keep the counts while judging, and whether they are right afterwards. */
import type pg from 'pg'
import { clock } from '#lib/core/clock'
import { inTransaction } from '#lib/db/worker-pool'
import { judgeScope } from '#lib/inventory/judging/judge-scope'
import { differencesFromRecount } from '#lib/inventory/judging/testing/recount'
import { openPool } from '../measure/pool.ts'
import type { Ratio } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { estatePlan, seedEstate } from '../seed-estate.ts'
import { measureHealth } from './health.ts'
import { advisorUpkeep, configUpkeep } from './triggers.ts'
import { type Spent, watched } from './watched.ts'

const FINDINGS = 10_000
const ACCOUNTS = 20
/** Before it is measured, the seeded estate is judged once: what the seed words differently is then settled. */
const ROUNDS = 3

type Place = { accountId: string; region: string }

export async function measureUpkeep(server: BenchServer, report: Report, share: Share): Promise<void> {
  await measureCounts(server, report)
  await measureHealth(server, report, share)
}

async function measureCounts(server: BenchServer, report: Report): Promise<void> {
  const database = await server.createDatabase('upkeep')
  const worker = openPool(database.workerUrl, 2)
  const superuser = openPool(database.superuserUrl, 1)
  try {
    await seedEstate(database.superuserUrl, { ...estatePlan(FINDINGS, clock.now()), accounts: ACCOUNTS })
    const { rows: places } = await superuser.query<Place>(
      `SELECT DISTINCT account_id AS "accountId", region FROM lambda_function ORDER BY 1, 2`,
    )
    await judgeAll(worker, places)
    const runs: Ratio[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await deployAnew(superuser, round)
      const spent = await judgeAll(worker, places)
      runs.push({ numerator: spent.upkeepMs, denominator: spent.writeMs })
      report.figure(
        `judging ${places.length} places after a tenth of the functions changed`,
        amount(spent.ms / 1_000, { suffix: 's', digits: 1 }),
      )
    }
    report.measured('P12 upkeep', runs, { suffix: 'ms' })
    report.measured('P12 config', await thrice(() => configUpkeep(worker)), { suffix: 'ms' })
    report.measured('P12 advisor', await thrice(() => advisorUpkeep(worker)), { suffix: 'ms' })
    const differing = Object.keys(await differencesFromRecount(superuser))
    report.measured(
      'P12 recount',
      [{ numerator: differing.length, denominator: 1 }],
      { suffix: '' },
      differing.join(', '),
    )
  } finally {
    await Promise.all([worker.end(), superuser.end()])
    await server.dropDatabase('upkeep')
  }
}

async function thrice(measure: () => Promise<Ratio>): Promise<Ratio[]> {
  const runs: Ratio[] = []
  for (let round = 0; round < ROUNDS; round += 1) runs.push(await measure())
  return runs
}

/** One function in ten gets another runtime: half of them a good one, half of them an old one. */
async function deployAnew(superuser: pg.Pool, round: number): Promise<void> {
  await superuser.query(
    `UPDATE lambda_version SET runtime = CASE WHEN hashtext(function_id::text) & 1 = $1 & 1 THEN 'nodejs24.x' ELSE 'python3.9' END
     WHERE (hashtext(function_id::text) & 255) % 10 = $1`,
    [round],
  )
}

async function judgeAll(worker: pg.Pool, places: readonly Place[]): Promise<Spent & { ms: number }> {
  const spent: Spent = { upkeepMs: 0, writeMs: 0 }
  const startedAt = performance.now()
  for (const place of places) {
    await inTransaction(worker, (client) =>
      judgeScope(watched(client, spent), place, { runId: null, source: 'lambda.functions', at: clock.now() }),
    )
  }
  return { ...spent, ms: performance.now() - startedAt }
}
