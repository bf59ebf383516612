/** P5 to P9: an organisation of 100 and of 1,000 accounts in 17 Regions, with 50 ms before every answer. */
import pg from 'pg'
import { postmasterPid, treeCpuMs } from '../measure/cpu.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Collected } from './collect-once.ts'
import { type Bound, lowerBounds } from './lower-bound.ts'
import { type CallCount, collect, type Organisation, startOrganisation } from './simulated.ts'

const LATENCY_MS = 50
const IN_FLIGHT = 64
/** Of the first size: the second collection knows how long each account's listing is. */
const TIMES = 2
const SMALL = 100
const SECONDS = { suffix: 's', digits: 1 }

type Measured = Collected & {
  calls: number
  throttled: number
  roles: number
  accounts: number
  bounds: [Bound, ...Bound[]]
}

/** Stops before a size that would not be done by `endsAtMs`, going by the one before it. */
export async function measureCollection(
  server: BenchServer,
  report: Report,
  { accounts: sizes, endsAtMs }: { accounts: readonly number[]; endsAtMs: number },
): Promise<void> {
  const bySize = new Map<number, Measured[]>()
  let msAnAccount = 0
  for (const accounts of sizes) {
    if (performance.now() + msAnAccount * accounts > endsAtMs) {
      report.notMeasured(
        ['P5 1000', 'P7 wall', 'P7 memory'],
        `${accounts} accounts would have taken longer than there was time`,
      )
      break
    }
    const runs = await measureOrganisation(server, accounts, bySize.size === 0 ? TIMES : 1)
    msAnAccount = (runs[0]?.wallMs ?? 0) / accounts
    bySize.set(accounts, runs)
    for (const [index, run] of runs.entries()) tell(report, `${accounts} accounts, collection ${index + 1}`, run)
  }
  judge(report, bySize)
}

async function measureOrganisation(server: BenchServer, accounts: number, times: number): Promise<Measured[]> {
  const name = `collection_${accounts}`
  const database = await server.createDatabase(name)
  const organisation = await startOrganisation(accounts, LATENCY_MS)
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 1 })
  const runs: Measured[] = []
  try {
    const othersCpuMs = await cpuOfOthers(organisation, superuser)
    let cpuBefore = othersCpuMs()
    await collect(organisation, database, times, async (collected) => {
      const cpuAfter = othersCpuMs()
      runs.push(await asMeasured(collected, cpuAfter - cpuBefore, superuser))
      cpuBefore = cpuAfter
    })
    const refused = (await organisation.calls()).filter(isThrottled)
    for (const run of runs) run.throttled = Math.max(run.throttled, refused.length)
  } finally {
    await superuser.end()
    await organisation.stop()
    await server.dropDatabase(name)
  }
  return runs
}

const isThrottled = ({ outcome }: CallCount): boolean => /Throttl|TooManyRequests/.test(outcome)

/** Simulator and PostgreSQL; nothing where it cannot be read. */
async function cpuOfOthers(organisation: Organisation, superuser: pg.Pool): Promise<() => number> {
  const postmaster = (await postmasterPid(superuser)) ?? 0
  return () => (treeCpuMs(organisation.pid) ?? 0) + (treeCpuMs(postmaster) ?? 0)
}

type CallRow = { calls: number; throttles: number; roles: number; tags: number; accounts: number }
type ScopeRow = { lambdaMost: number; pagesMost: number }

async function asMeasured(collected: Collected, othersCpuMs: number, superuser: pg.Pool): Promise<Measured> {
  const { rows: calls } = await superuser.query<CallRow>(
    `SELECT coalesce(sum(calls), 0)::int AS calls, coalesce(sum(throttles), 0)::int AS throttles,
       coalesce(sum(calls) FILTER (WHERE operation = 'AssumeRole'), 0)::int AS roles,
       coalesce(sum(calls) FILTER (WHERE operation = 'ListTagsForResource'), 0)::int AS tags,
       (SELECT count(*)::int FROM account WHERE state = 'ACTIVE') AS accounts
     FROM run_call WHERE run_id = $1`,
    [collected.runId],
  )
  const { rows: scopes } = await superuser.query<ScopeRow>(
    `WITH place AS (
       SELECT sum(aws_calls) FILTER (WHERE source IN ('lambda.functions', 'lambda.aliases', 'lambda.provisioned-concurrency'))
         AS lambda, max(pages) AS pages FROM run_scope WHERE run_id = $1 AND region <> 'global' GROUP BY account_id, region
     ) SELECT coalesce(max(lambda), 0)::int AS "lambdaMost", coalesce(max(pages), 0)::int AS "pagesMost" FROM place`,
    [collected.runId],
  )
  const [call] = calls
  const [scope] = scopes
  if (!call || !scope) throw new Error('the run left no statistics')
  const bounds = lowerBounds({
    calls: call.calls,
    latencyMs: LATENCY_MS,
    inFlight: IN_FLIGHT,
    collectorCpuMs: collected.cpuMs,
    allCpuMs: collected.cpuMs + othersCpuMs,
    assumedRoles: call.roles,
    lambdaCallsMost: scope.lambdaMost,
    longestListing: scope.pagesMost,
    tagCalls: call.tags,
  })
  return {
    ...collected,
    calls: call.calls,
    throttled: call.throttles,
    roles: call.roles,
    accounts: call.accounts,
    bounds,
  }
}

function tell(report: Report, name: string, { wallMs, cpuMs, calls, peakBytes, status, bounds }: Measured): void {
  report.figure(
    name,
    `${status} in ${amount(wallMs / 1_000, SECONDS)}, ${amount(calls, { suffix: 'calls' })}, ${amount(cpuMs / calls, { suffix: 'ms of CPU a call', digits: 2 })}, peak memory ${amount(peakBytes / 2 ** 20, { suffix: 'MiB' })}`,
  )
  report.figure(
    '  its bounds',
    bounds
      .slice(0, 3)
      .map(({ because, ms }) => `${because} ${amount(ms / 1_000, SECONDS)}`)
      .join(', '),
  )
}

function judge(report: Report, bySize: ReadonlyMap<number, Measured[]>): void {
  for (const [bar, accounts] of [
    ['P5 100', 100],
    ['P5 1000', 1_000],
  ] as const) {
    const [first] = bySize.get(accounts) ?? []
    if (first) report.measured(bar, [overBound(first)], SECONDS, first.bounds[0].because)
  }
  const [largestSize = 0] = [...bySize.keys()].sort((left, right) => right - left)
  const [first] = bySize.get(largestSize) ?? []
  const again = [...bySize.values()][0]?.[1]
  if (!first || !again) throw new Error('nothing was collected')
  report.measured('P5 known', [overBound(again)], SECONDS, again.bounds[0].because)
  report.measured('P6', [{ numerator: first.throttled, denominator: first.calls }], { suffix: 'calls' })
  report.measured('P8 roles', [{ numerator: first.roles, denominator: first.accounts }], { suffix: '' })
  report.notMeasured(['P8 sockets'], 'nothing counts connections yet')
  report.measured(
    'P9',
    [{ numerator: first.tailMs / 1_000, denominator: first.wallMs / 1_000 }],
    SECONDS,
    'the whole run',
  )
  const [small] = bySize.get(SMALL) ?? []
  if (small && largestSize > SMALL) judgeGrowth(report, { ...small, asked: SMALL }, { ...first, asked: largestSize })
  else report.notMeasured(['P7 wall', 'P7 memory'], 'one size only was asked for')
}

type Sized = Measured & { asked: number }

function judgeGrowth(report: Report, small: Sized, large: Sized): void {
  report.measured('P7 wall', [{ numerator: large.wallMs / large.asked, denominator: small.wallMs / small.asked }], {
    suffix: 'ms an account',
  })
  report.measured('P7 memory', [{ numerator: large.peakBytes / 2 ** 20, denominator: small.peakBytes / 2 ** 20 }], {
    suffix: 'MiB',
  })
}

const overBound = ({ wallMs, bounds }: Measured) => ({ numerator: wallMs / 1_000, denominator: bounds[0].ms / 1_000 })
