/**
 * `npm run bench`: where Steward stands against its bars, in one run on this machine. Ratios judge; absolute figures are
 * printed beside. `--only ingest` runs one section; `--rows`, `--accounts` and `--findings` make a smaller run;
 * `--minutes` are shared out among the sections, of which none is given more than its share. With `--before REVISION` what
 * a collection costs the database is compared with that revision, whose files git has.
 */
import { availableParallelism, cpus, totalmem } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { MINUTE_MS, SECOND_MS } from '#lib/core/time'
import { measureCollection } from './collection/section.ts'
import { measureDatabase } from './database/section.ts'
import { measureIngest } from './ingest/section.ts'
import { wallMs } from './measure/repeat.ts'
import { amount, Report } from './measure/report.ts'
import { type BenchServer, startServer } from './measure/server.ts'
import { type OpenShare, openShare, type Share, shareMs } from './measure/share.ts'
import { measurePages } from './pages/section.ts'
import { measureUpkeep } from './upkeep/section.ts'

type Sizes = { rows: number; accounts: number[]; findings: [number, number]; before: string | undefined }

/** After its time a section has lost its database and its processes, and ends by itself. */
const END_MS = 5 * SECOND_MS

type Section = {
  /** Its part of the time, beside those of the others. */
  weight: number
  measure(server: BenchServer, report: Report, sizes: Sizes, share: Share): Promise<void>
}

const SECTIONS: Record<string, Section> = {
  ingest: { weight: 2.2, measure: (server, report, { rows }, share) => measureIngest(server, report, rows, share) },
  upkeep: { weight: 1.6, measure: (server, report, _, share) => measureUpkeep(server, report, share) },
  pages: {
    weight: 5,
    measure: (server, report, { findings }, share) => measurePages(server, report, findings, share),
  },
  database: {
    weight: 3,
    measure: (server, report, { accounts: [accounts = 0], before }, share) =>
      measureDatabase(server, report, { accounts, before }, share),
  },
  collection: {
    weight: 7.5,
    measure: (server, report, { accounts }, share) => measureCollection(server, report, accounts, share),
  },
}

const OPTIONS = {
  only: { type: 'string', multiple: true, default: Object.keys(SECTIONS) },
  before: { type: 'string' },
  rows: { type: 'string', default: '1000000' },
  accounts: { type: 'string', default: '100,1000' },
  findings: { type: 'string', default: '100000,1000000' },
  // The whole run is to be done within a quarter of an hour; half a minute of it is for starting, stopping and the report.
  minutes: { type: 'string', default: '14.5' },
} as const

export async function main(args: readonly string[] = []): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const sizes: Sizes = {
    rows: Number(values.rows),
    accounts: numbers(values.accounts),
    findings: pair(values.findings),
    before: values.before,
  }
  const asked = values.only.map(sectionNamed)
  const limitMs = Number(values.minutes) * MINUTE_MS
  const report = new Report()
  const server = await startServer()
  const stop = () => server.stop().then(() => process.exit(130))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  try {
    for (const [index, one] of asked.entries()) {
      const weightsLeft = asked.slice(index).reduce((sum, { section }) => sum + section.weight, 0)
      // Counted from the start of the process.
      const share = openShare(shareMs(limitMs - performance.now(), one.section.weight, weightsLeft))
      await runSection(one, server, report, { sizes, share })
      share.close()
    }
  } finally {
    await server.stop()
  }
  process.stdout.write(`${machine()}\n\n${report.lines().join('\n')}\n`)
}

type Named = { name: string; section: Section }

function sectionNamed(name: string): Named {
  const section = SECTIONS[name]
  if (!section) throw new Error(`There is no section ${name}; there are ${Object.keys(SECTIONS).join(', ')}.`)
  return { name, section }
}

type Running = { sizes: Sizes; share: OpenShare }

/** A section that breaks, or is not done in its time, leaves its bars unmeasured with the reason, and the others their turn. */
async function runSection({ name, section }: Named, server: BenchServer, report: Report, { sizes, share }: Running) {
  const seconds = (ms: number) => amount(ms / SECOND_MS, { suffix: 's' })
  const shareOf = share.leftMs()
  process.stderr.write(`${name} …\n`)
  const ms = await wallMs(async () => {
    const running = section.measure(server, report, sizes, share).catch((error: unknown) => {
      if (share.signal.aborted) return
      const reason = error instanceof Error ? error.message : String(error)
      report.broke(name, `its section broke: ${reason}`)
      process.stderr.write(`${name} broke: ${error instanceof Error ? error.stack : reason}\n`)
    })
    await Promise.race([running, share.ended])
    if (!share.signal.aborted) return
    report.broke(name, `its section was not done in its ${seconds(shareOf)}`)
    await server.dropDatabases()
    await Promise.race([running, wait(END_MS)])
  })
  report.figure(`time of ${name}`, `${seconds(ms)} of ${seconds(shareOf)}`)
  process.stderr.write(`${name} ${seconds(ms)}\n`)
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
