/**
 * What one full collection costs the database: the CPU of PostgreSQL, and the rows that it looks at, for this tree and for
 * the revision that `--before` names, of the same simulated organisation, in turn: before, this, this, before, before, this.
 */
import { execFileSync } from 'node:child_process'
import { childEnv } from '#lib/env'
import type { Collected } from '../collection/collect-once.ts'
import { recordedRun } from '../collection/recorded.ts'
import { collect, type Organisation, startOrganisation } from '../collection/simulated.ts'
import { postmasterPid, treeCpuMs } from '../measure/cpu.ts'
import { openPool } from '../measure/pool.ts'
import type { Ratio } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { checkOut, type Tree, thisTree } from './revision.ts'

const LATENCY_MS = 5
// Three, so that the median leaves out the one that a busy machine disturbed most.
const ROUNDS = 3

/**
 * The least round trips for a place, an account with one Region or with what it has once: which of its scopes to read, what
 * is stored of them, that they begin, and what came of it.
 */
const LEAST_TRIPS = 4

type Cost = {
  cpuMs: number
  /** Unknown of a revision that did not count them. */
  roundTrips: number | undefined
  calls: number
  status: string
} & Awaited<ReturnType<typeof touched>>

export async function measureDatabase(
  server: BenchServer,
  report: Report,
  { accounts, before }: { accounts: number; before: string | undefined },
  share: Share,
): Promise<void> {
  const organisation = await startOrganisation(accounts, LATENCY_MS, share.signal, 'none')
  const earlier = before === undefined ? null : checkOut(before)
  try {
    const cpu: Ratio[] = []
    for (let round = 0; round < ROUNDS && !share.signal.aborted; round++) {
      const inTurn = [earlier, thisTree].filter((tree) => tree !== null)
      if (round % 2 === 1) inTurn.reverse()
      const costs = new Map<Tree, Cost>()
      for (const tree of inTurn) costs.set(tree, await costOf(server, organisation, tree, share))
      for (const [tree, cost] of costs) tell(report, `${tree.name}, ${accounts} accounts, round ${round + 1}`, cost)
      const now = costs.get(thisTree)
      const then = earlier && costs.get(earlier)
      if (now) report.measured('DB rows', [{ numerator: now.rowsTouched, denominator: now.scopes }], { suffix: '' })
      if (now)
        report.measured('AWS calls', [{ numerator: now.calls, denominator: now.calls - now.retries }], {
          suffix: 'calls',
        })
      if (now?.roundTrips !== undefined)
        report.measured('DB calls', [{ numerator: now.roundTrips, denominator: now.places * LEAST_TRIPS }], {
          suffix: 'calls',
        })
      if (now && then) cpu.push({ numerator: now.cpuMs / 1_000, denominator: then.cpuMs / 1_000 })
    }
    if (cpu.length > 0) report.measured('DB cpu', cpu, { suffix: 's', digits: 1 }, `${accounts} accounts`)
    else report.notMeasured(['DB cpu'], 'name a revision to compare with: --before REVISION')
  } finally {
    earlier?.remove()
    await organisation.stop()
  }
}

function tell(report: Report, name: string, { cpuMs, scopes, rowsTouched, calls, status }: Cost): void {
  const rows = amount(rowsTouched / scopes, { suffix: 'rows touched a scope', digits: 1 })
  const cpu = amount(cpuMs / 1_000, { suffix: 's of CPU in PostgreSQL', digits: 1 })
  report.figure(name, `${status}, ${amount(calls, { suffix: 'calls' })}, ${scopes} scopes, ${cpu}, ${rows}`)
}

/** One first collection by a tree, into a database of its own that the tree itself has set up. */
async function costOf(server: BenchServer, organisation: Organisation, tree: Tree, { signal }: Share): Promise<Cost> {
  const name = 'collected'
  const database = await server.createEmptyDatabase(name)
  const superuser = openPool(database.superuserUrl, 1)
  try {
    execFileSync(process.execPath, ['bin/steward.mjs', 'migrate'], {
      cwd: tree.directory,
      env: childEnv({ DATABASE_URL: database.url }),
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const postmaster = (await postmasterPid(superuser)) ?? 0
    const before = treeCpuMs(postmaster) ?? 0
    let cpuMs = Number.NaN
    let collected: Collected | undefined
    const { directory } = tree
    await collect(organisation, database, { times: 1, sources: [], signal, directory, pace: 'none' }, async (one) => {
      cpuMs = (treeCpuMs(postmaster) ?? 0) - before
      collected = one
    })
    if (collected === undefined) throw new Error('the collector ended early')
    const { calls } = await recordedRun(superuser, collected.runId)
    const { status, roundTrips } = collected
    return { cpuMs, calls, status, roundTrips, ...(await touched(superuser, collected.runId)) }
  } finally {
    await superuser.end()
    await server.dropDatabase(name)
  }
}

/** Rows of the two tables of scopes that statements fetched, of which a run's last ones may not be counted yet. */
async function touched(superuser: ReturnType<typeof openPool>, runId: string) {
  const { rows } = await superuser.query<{ scopes: number; places: number; rowsTouched: number; retries: number }>(
    `SELECT (SELECT count(*)::int FROM run_scope WHERE run_id = $1) AS scopes,
       (SELECT count(DISTINCT (account_id, region))::int FROM run_scope WHERE run_id = $1 AND aws_calls > 0) AS places,
       (SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::float8 FROM pg_stat_user_tables
        WHERE relname IN ('scope', 'run_scope')) AS "rowsTouched",
       (SELECT coalesce(sum(retries), 0)::int FROM run_call WHERE run_id = $1) AS retries`,
    [runId],
  )
  const [row] = rows
  if (row === undefined) throw new Error('nothing was counted')
  return row
}
