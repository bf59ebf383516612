/**
 * P5 to P9: an organisation of 100 and of 1,000 accounts in 17 Regions, with 50 ms before every answer. Sources that share
 * one unpublished rate over the whole organisation, of Config and Health, take as long as that rate makes them, hours at
 * 1,000 accounts: they are held against their own bound, in a few accounts.
 */

import { DEFAULT_REGIONS } from '#lib/catalogue/regions'
import { allSources } from '#lib/collectors/all-sources'
import { BUCKETS } from '#lib/collectors/aws/buckets'
import type { AnySource } from '#lib/collectors/define-source'
import { SECOND_MS } from '#lib/core/time'
import { env } from '#lib/env'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { type Measured, measureOrganisation } from './measure.ts'

/** Of the first size: the second collection knows how long listings are. Rates that nobody publishes take longer to learn. */
const TIMES = 2
const PACED_TIMES = 3
const SMALL = 100
const PACED_ACCOUNTS = 5
/** What that takes: it waits for rates, and hardly for the machine. */
const PACED_MS = 80 * SECOND_MS
/** The second collection of the first size is quicker than the first. */
const MARGIN = 1.1
const SECONDS = { suffix: 's', digits: 1 }

const isPaced = ({ bucket }: AnySource): boolean =>
  typeof bucket === 'string' && BUCKETS[bucket].sharedBy === 'organization' && BUCKETS[bucket].published === null

const idsOf = (sources: readonly AnySource[]): string[] => sources.map(({ id }) => id)
const UNPACED = idsOf(allSources.filter((source) => !isPaced(source)))
const PACED = ['organization', ...idsOf(allSources.filter(isPaced))]

/** Leaves out a size that would not be done in time, going by the one before it. */
export async function measureCollection(
  server: BenchServer,
  report: Report,
  sizes: readonly number[],
  share: Share,
): Promise<void> {
  const bySize = new Map<number, Measured[]>()
  const measure = async (accounts: number, times: number) => {
    const runs = await measureOrganisation(server, { accounts, times, sources: UNPACED }, share)
    bySize.set(accounts, runs)
    for (const [index, run] of runs.entries()) tell(report, `${accounts} accounts, collection ${index + 1}`, run)
    judge(report, bySize)
    return (runs[0]?.wallMs ?? 0) / accounts
  }
  const seconds = (ms: number) => amount(ms / 1_000, { suffix: 's' })
  let msAnAccount = 0
  for (const [index, accounts] of sizes.entries()) {
    const expectedMs = msAnAccount * accounts * MARGIN
    if (expectedMs > share.leftMs()) {
      const why = `${accounts} accounts would take ${seconds(expectedMs)}, ${seconds(share.leftMs())} are left`
      report.notMeasured(['P5 1000', 'P7 wall', 'P7 memory'], why)
      break
    }
    msAnAccount = await measure(accounts, index === 0 ? TIMES : 1)
  }
  report.notMeasured(['P5 100', 'P5 1000', 'P7 wall', 'P7 memory'], 'that size was not asked for')
  if (share.leftMs() > PACED_MS) await measurePaced(server, report, share)
  else
    report.notMeasured(['P5 paced', 'P6 hidden'], `it takes ${seconds(PACED_MS)}, ${seconds(share.leftMs())} are left`)
}

async function measurePaced(server: BenchServer, report: Report, share: Share): Promise<void> {
  const asked = { accounts: PACED_ACCOUNTS, times: PACED_TIMES, sources: PACED }
  const runs = await measureOrganisation(server, asked, share)
  for (const [index, run] of runs.entries()) {
    tell(report, `Config and Health of ${PACED_ACCOUNTS} accounts, collection ${index + 1}`, run)
  }
  const known = runs.at(-1)
  if (!known) return
  report.measured('P5 paced', [overBound(known)], SECONDS, known.bounds[0].because)
  report.measured('P6 hidden', [{ numerator: known.throttled, denominator: known.calls }], { suffix: 'calls' })
}

function tell(report: Report, name: string, run: Measured): void {
  const { wallMs, cpuMs, calls, peakBytes, status, bounds, connections } = run
  report.figure(
    name,
    `${status} in ${amount(wallMs / 1_000, SECONDS)}, ${amount(calls, { suffix: 'calls' })} over ${connections} connections, ${amount(cpuMs / calls, { suffix: 'ms of CPU a call', digits: 2 })}, peak memory ${amount(peakBytes / 2 ** 20, { suffix: 'MiB' })}`,
  )
  report.figure(
    `  bounds of ${name}`,
    bounds
      .slice(0, 3)
      .map(({ because, ms }) => `${because} ${amount(ms / 1_000, SECONDS)}`)
      .join(', '),
  )
}

/** Judges by the largest size so far. */
function judge(report: Report, bySize: ReadonlyMap<number, Measured[]>): void {
  for (const [bar, accounts] of [
    ['P5 100', 100],
    ['P5 1000', 1_000],
  ] as const) {
    const [run] = bySize.get(accounts) ?? []
    if (run) report.measured(bar, [overBound(run)], SECONDS, run.bounds[0].because)
  }
  const [largestSize = 0] = [...bySize.keys()].sort((left, right) => right - left)
  const [largest] = bySize.get(largestSize) ?? []
  const again = [...bySize.values()][0]?.[1]
  if (!largest || !again) throw new Error('nothing was collected')
  const remark = `${largestSize} accounts`
  report.measured('P5 known', [overBound(again)], SECONDS, again.bounds[0].because)
  const { throttled, calls, roles, accounts, connections, tailMs, wallMs } = largest
  report.measured('P6', [{ numerator: throttled, denominator: calls }], { suffix: 'calls' }, remark)
  report.measured('P8 roles', [{ numerator: roles, denominator: accounts }], { suffix: '' }, remark)
  const most = 2 * DEFAULT_REGIONS.length * env().inFlight
  // AWS has a host for every service and Region, the simulator one for all: this shows that none is opened per call.
  const where = `${remark}, one host`
  report.measured('P8 sockets', [{ numerator: connections, denominator: most }], { suffix: '' }, where)
  report.measured(
    'P9',
    [{ numerator: tailMs / 1_000, denominator: wallMs / 1_000 }],
    SECONDS,
    `the whole run, ${remark}`,
  )
  const [small] = bySize.get(SMALL) ?? []
  if (small && largestSize > SMALL) judgeGrowth(report, { ...small, asked: SMALL }, { ...largest, asked: largestSize })
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
