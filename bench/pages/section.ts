/** P10 and P11: what pages ask for, at 100,000 and 1,000,000 findings, through the functions that routes call. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { clock } from '#lib/core/clock'
import { closeViewerDatabase, operator } from '#lib/db/as-viewer'
import { listFunctionPage } from '#lib/domains/lambda/queries'
import { useEnv as changeSettings } from '#lib/env'
import { median, quantile, type Ratio, wallMs } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchDatabase, BenchServer } from '../measure/server.ts'
import { estatePlan, seedEstate } from '../seed-estate.ts'
import { deepPage } from './deep-page.ts'
import { type PageCase, pageCases } from './page-cases.ts'
import { type Total, totals, totalsByScan } from './totals.ts'

const ROUNDS = 3
const REQUESTS = 12
const SCANS = 3
const MS = { suffix: 'ms', digits: 1 }

/** p95 of each round, by the name of what was asked. */
type Times = Map<string, number[]>
type Exported = { rows: number; peakBytes: number }
type Estate = { pages: Times; totals: Times; scanMs: number[]; deep: Map<string, Ratio[]>; exported: Exported }

export async function measurePages(server: BenchServer, report: Report, sizes: readonly [number, number]) {
  const [few, many] = sizes
  const small = await measureEstate(server, report, few)
  const large = await measureEstate(server, report, many)
  judgePages(report, small, large)
  judgeTotals(report, small, large)
}

async function measureEstate(server: BenchServer, report: Report, findings: number): Promise<Estate> {
  const database = await server.createDatabase(`pages_${findings}`)
  const plan = { ...estatePlan(findings, clock.now()), withDetails: false }
  const seedMs = await wallMs(() => seedEstate(database.superuserUrl, plan))
  report.figure(
    `an estate of ${findings.toLocaleString('en-US')} findings`,
    `made in ${amount(seedMs / 1_000, { suffix: 's' })}`,
  )
  const restore = changeSettings({ databaseUrl: database.url, webDatabaseUrl: undefined })
  try {
    return await measureDatabase(database)
  } finally {
    await closeViewerDatabase()
    restore()
    await server.dropDatabase(`pages_${findings}`)
  }
}

async function measureDatabase(database: BenchDatabase): Promise<Estate> {
  const superuser = new pg.Pool({ connectionString: database.superuserUrl, max: 1 })
  try {
    const cases = await pageCases(superuser)
    return {
      pages: await timesOf(cases),
      totals: await timesOf(totals),
      scanMs: await scanTimes(),
      deep: await deepTimes(cases),
      exported: await exportFindings(database),
    }
  } finally {
    await superuser.end()
  }
}

async function p95(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let request = 0; request < REQUESTS; request += 1) times.push(await wallMs(read))
  return quantile(times, 0.95)
}

async function exportFindings({ url }: BenchDatabase): Promise<Exported> {
  const script = join(import.meta.dirname, 'export-once.ts')
  const env = { ...process.env, DATABASE_URL: url }
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env })
  return JSON.parse(stdout)
}

/** Round by round over all, so that a moment's noise does not fall on one of them alone. */
async function timesOf(asked: readonly (PageCase | Total)[]): Promise<Times> {
  const times: Times = new Map(asked.map(({ name }) => [name, []]))
  for (const { read } of asked) await read()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, read } of asked) times.get(name)?.push(await p95(read))
  }
  return times
}

async function scanTimes(): Promise<number[]> {
  const times: number[] = []
  for (let scan = 0; scan < SCANS; scan += 1) times.push(await wallMs(totalsByScan))
  return times
}

async function deepTimes(cases: readonly PageCase[]): Promise<Map<string, Ratio[]>> {
  const deep = new Map<string, Ratio[]>()
  for (const first of cases) {
    const values = first.functions && (await deepPage(first.functions))
    if (!values) continue
    const readDeep = () => listFunctionPage(operator, values)
    await readDeep()
    const runs: Ratio[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      runs.push({ denominator: await p95(first.read), numerator: await p95(readDeep) })
    }
    deep.set(first.name, runs)
  }
  return deep
}

/** Pairs the rounds of the same thing at two sizes. */
function growth(small: Times, large: Times): Map<string, Ratio[]> {
  const pairs = [...large].map(([name, times]): [string, Ratio[]] => [
    name,
    times.map((numerator, round) => ({ numerator, denominator: small.get(name)?.[round] ?? Number.NaN })),
  ])
  return new Map(pairs)
}

const medianRatio = (runs: readonly Ratio[]): number =>
  median(runs.map(({ numerator, denominator }) => numerator / denominator))

function worstOf(runs: ReadonlyMap<string, Ratio[]>): [string, Ratio[]] {
  const [worst] = [...runs].sort(([, left], [, right]) => medianRatio(right) - medianRatio(left))
  if (!worst) throw new Error('no page was measured')
  return worst
}

function judgePages(report: Report, small: Estate, large: Estate): void {
  const grown = growth(small.pages, large.pages)
  const [slowest, runs] = worstOf(grown)
  report.measured('P10 size', runs, MS, slowest)
  const [deepest, deepRuns] = worstOf(large.deep)
  report.measured('P10 deep', deepRuns, MS, deepest)
  const p95s = [...large.pages].map(([, times]) => median(times))
  report.figure(
    `list pages, ${p95s.length} ways, p95 at the larger size`,
    `${amount(median(p95s), MS)}, the slowest ${amount(Math.max(...p95s), MS)}`,
  )
  for (const [name, ratios] of grown) {
    if (medianRatio(ratios) > 1.5)
      report.figure(`  grows: ${name}`, amount(medianRatio(ratios), { suffix: '×', digits: 2 }))
  }
}

function judgeTotals(report: Report, small: Estate, large: Estate): void {
  const [slowest, runs] = worstOf(growth(small.totals, large.totals))
  report.measured('P11 size', runs, MS, slowest)
  const overview = large.totals.get('overview') ?? []
  const raw = large.scanMs.flatMap((numerator, round) => {
    const denominator = overview[round]
    return denominator === undefined ? [] : [{ numerator, denominator }]
  })
  report.measured('P11 raw', raw, MS)
  const memory = { numerator: large.exported.peakBytes / 2 ** 20, denominator: small.exported.peakBytes / 2 ** 20 }
  report.measured('export', [memory], { suffix: 'MiB' })
  for (const [name, times] of large.totals) report.figure(`totals: ${name}, p95`, amount(median(times), MS))
}
