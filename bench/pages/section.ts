/** P10 and P11: what pages ask for, at 100,000 and 1,000,000 findings, through the functions that routes call. */
import { median, type Ratio, wallMs } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { type Estate, makeEstate } from './estate-database.ts'
import { medianRatio, p95, p95s, type Ratios, type Read, ratiosOf, worstOf } from './times.ts'
import { totals, totalsByScan, totalsOfFindings } from './totals.ts'

const SCANS = 3
const MS = { suffix: 'ms', digits: 1 }
/** Making an estate takes more than in proportion. */
const MARGIN = 1.1
/** Of the time left, what making the larger estate may take: the rest is for asking. */
const MOST_FOR_SEEDING = 0.7

export async function measurePages(
  server: BenchServer,
  report: Report,
  [few, many]: readonly [number, number],
  share: Share,
): Promise<void> {
  const small = await makeEstate(server, few)
  tell(report, small)
  const expectedMs = small.seedMs * (many / few) * MARGIN
  if (expectedMs > share.leftMs() * MOST_FOR_SEEDING) {
    const seconds = (ms: number) => amount(ms / 1_000, { suffix: 's' })
    const why = `making ${amount(many, { suffix: 'findings' })} would take ${seconds(expectedMs)} of ${seconds(share.leftMs())}`
    report.notMeasured(['P10 size', 'P10 deep', 'P11 raw', 'P11 size', 'export'], why)
    return small.drop()
  }
  const large = await makeEstate(server, many)
  tell(report, large)
  await measureTotals(report, small, large, share)
  await measureExport(report, small, large, share)
  await measureDeep(report, large, share)
  // Last, since it asks again for as long as there is time.
  await measureLists(report, small, large, share)
  await Promise.all([small.drop(), large.drop()])
}

function tell(report: Report, { findings, seedMs }: Estate): void {
  report.figure(
    `an estate of ${amount(findings, { suffix: 'findings' })}`,
    `made in ${amount(seedMs / 1_000, { suffix: 's' })}`,
  )
}

/** Both sizes in every round, one right after the other. */
async function grown(
  small: Estate,
  large: Estate,
  readsOf: (estate: Estate) => readonly Read[],
  share: Share,
): Promise<{ ratios: Ratios; atLarge: Map<string, number> }> {
  const atLarge = new Map<string, number>()
  const readsIn = (estate: Estate, names: ReadonlySet<string>) => readsOf(estate).filter(({ name }) => names.has(name))
  let roundMs = 0
  const round = async (names: ReadonlySet<string>) => {
    const startedAt = performance.now()
    const before = await small.visit(() => p95s(readsIn(small, names)))
    const after = await large.visit(() => p95s(readsIn(large, names)))
    roundMs = performance.now() - startedAt
    for (const [name, ms] of after) atLarge.set(name, ms)
    return new Map(
      [...after].flatMap(([name, numerator]): [string, Ratio][] => {
        const denominator = before.get(name)
        return denominator === undefined ? [] : [[name, { numerator, denominator }]]
      }),
    )
  }
  const names = readsOf(large).map(({ name }) => name)
  const ratios = await ratiosOf(names, round, () => share.leftMs() > roundMs)
  return { ratios, atLarge }
}

async function measureTotals(report: Report, small: Estate, large: Estate, share: Share): Promise<void> {
  const { ratios, atLarge } = await grown(small, large, () => totals, share)
  const [slowest, runs] = worstOf(ratios)
  report.measured('P11 size', runs, MS, slowest)
  tellGrowth(report, ratios)
  for (const [name, ms] of atLarge) report.figure(`totals: ${name}, p95`, amount(ms, MS))
  await large.visit(async () => {
    const raw: Ratio[] = []
    for (let scan = 0; scan < SCANS; scan += 1) {
      raw.push({ numerator: await wallMs(totalsByScan), denominator: await p95(totalsOfFindings.read) })
    }
    report.measured('P11 raw', raw, MS)
  })
}

async function measureLists(report: Report, small: Estate, large: Estate, share: Share): Promise<void> {
  const { ratios, atLarge } = await grown(small, large, ({ cases }) => cases, share)
  const [slowest, runs] = worstOf(ratios)
  report.measured('P10 size', runs, MS, slowest)
  const all = [...atLarge.values()]
  report.figure(
    `list pages, ${all.length} ways, p95 at the larger size`,
    `${amount(median(all), MS)}, the slowest ${amount(Math.max(...all), MS)}`,
  )
  tellGrowth(report, ratios)
}

function tellGrowth(report: Report, ratios: Ratios): void {
  for (const [name, runs] of ratios) {
    const last = runs.at(-1)
    if (medianRatio(runs) <= 1.5 || !last) continue
    report.figure(
      `  grows: ${name}`,
      `${amount(medianRatio(runs), { suffix: '×', digits: 2 })}, ${amount(last.denominator, MS)} to ${amount(last.numerator, MS)}`,
    )
  }
}

async function measureDeep(report: Report, large: Estate, share: Share): Promise<void> {
  await large.visit(async () => {
    const below = new Map<string, { first: () => Promise<unknown>; deep: () => Promise<unknown> }>()
    for (const { name, read, deep } of large.cases) {
      const readDeep = await deep?.()
      if (readDeep) below.set(name, { first: read, deep: readDeep })
    }
    let roundMs = 0
    const round = async (names: ReadonlySet<string>) => {
      const startedAt = performance.now()
      const ratios = new Map<string, Ratio>()
      for (const [name, { first, deep }] of below) {
        if (names.has(name)) ratios.set(name, { denominator: await p95(first), numerator: await p95(deep) })
      }
      roundMs = performance.now() - startedAt
      return ratios
    }
    const ratios = await ratiosOf([...below.keys()], round, () => share.leftMs() > roundMs)
    const [deepest, runs] = worstOf(ratios)
    report.measured('P10 deep', runs, MS, deepest)
    for (const [name, found] of ratios) {
      if (medianRatio(found) > 1.5)
        report.figure(`  deep: ${name}`, amount(medianRatio(found), { suffix: '×', digits: 2 }))
    }
  })
}

async function measureExport(report: Report, small: Estate, large: Estate, { signal }: Share): Promise<void> {
  const before = await small.exportFindings(signal)
  const after = await large.exportFindings(signal)
  const memory = { numerator: after.peakBytes / 2 ** 20, denominator: before.peakBytes / 2 ** 20 }
  report.measured('export', [memory], { suffix: 'MiB' })
}
