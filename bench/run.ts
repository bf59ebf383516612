/**
 * `npm run bench`: where Steward stands against its bars, in one run on this machine. Ratios judge; absolute figures are
 * printed beside. `--only ingest` runs one section; `--rows`, `--accounts` and `--findings` make a smaller run.
 */
import { availableParallelism, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { MINUTE_MS } from '#lib/core/time'
import { measureCollection } from './collection/section.ts'
import { measureIngest } from './ingest/section.ts'
import { wallMs } from './measure/repeat.ts'
import { amount, Report } from './measure/report.ts'
import { type BenchServer, startServer } from './measure/server.ts'
import { measurePages } from './pages/section.ts'
import { measureUpkeep } from './upkeep/section.ts'

type Sizes = { rows: number; accounts: number[]; findings: [number, number]; endsAtMs: number }

/** The whole run is to be done by then. */
const LIMIT_MS = 15 * MINUTE_MS

type Section = (server: BenchServer, report: Report, sizes: Sizes) => Promise<void>

const SECTIONS: Record<string, Section> = {
  ingest: (server, report, { rows }) => measureIngest(server, report, rows),
  upkeep: (server, report) => measureUpkeep(server, report),
  pages: (server, report, { findings }) => measurePages(server, report, findings),
  collection: (server, report, sizes) => measureCollection(server, report, sizes),
}

const OPTIONS = {
  only: { type: 'string', multiple: true, default: Object.keys(SECTIONS) },
  rows: { type: 'string', default: '1000000' },
  accounts: { type: 'string', default: '100,1000' },
  findings: { type: 'string', default: '100000,1000000' },
} as const

export async function main(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const sizes: Sizes = {
    rows: Number(values.rows),
    accounts: numbers(values.accounts),
    findings: pair(values.findings),
    endsAtMs: performance.now() + LIMIT_MS,
  }
  const report = new Report()
  const server = await startServer()
  const stop = () => server.stop().then(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    for (const name of values.only) await runSection(name, server, report, sizes)
  } finally {
    await server.stop()
  }
  process.stdout.write(`${machine()}\n\n${report.lines().join('\n')}\n`)
}

/** A section that breaks leaves its bars unmeasured, with the reason, and the others their turn. */
async function runSection(name: string, server: BenchServer, report: Report, sizes: Sizes): Promise<void> {
  const section = SECTIONS[name]
  if (!section) throw new Error(`There is no section ${name}; there are ${Object.keys(SECTIONS).join(', ')}.`)
  process.stderr.write(`${name} …\n`)
  const ms = await wallMs(() =>
    section(server, report, sizes).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      report.broke(name, reason)
      process.stderr.write(`${name} broke: ${error instanceof Error ? error.stack : reason}\n`)
    }),
  )
  process.stderr.write(`${name} ${amount(ms / 1_000, { suffix: 's' })}\n`)
}

const numbers = (text: string): number[] => text.split(',').map(Number)

function pair(text: string): [number, number] {
  const [few, many] = numbers(text)
  if (!few || !many) throw new Error('--findings takes two sizes, such as 100000,1000000.')
  return [few, many]
}

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${amount(totalmem() / 2 ** 30, { suffix: 'GiB' })}, Node.js ${process.version}`

if (import.meta.main) {
  await main(process.argv.slice(2))
  // Pools of libraries that keep the process alive have nothing more to do.
  process.exit()
}
