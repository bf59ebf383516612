/** P1 to P4: a snapshot of function versions into the store, into an empty one and again. */
import type pg from 'pg'
import { ownCpuMs, postmasterPid, treeCpuMs } from '../measure/cpu.ts'
import { openPool } from '../measure/pool.ts'
import { type Ratio, wallMs } from '../measure/repeat.ts'
import { amount, type Report } from '../measure/report.ts'
import type { BenchServer } from '../measure/server.ts'
import type { Share } from '../measure/share.ts'
import { copyMs } from './copy-tables.ts'
import { prismaRowsPerSecond } from './prisma-rows.ts'
import { recordSnapshot } from './record-snapshot.ts'
import { snapshot, withOnePercentChanged } from './snapshot.ts'

const TABLES = ['lambda_version', 'lambda_function']
const PRISMA_SAMPLE = 5_000
const AT = new Date('2026-11-21T06:00:00Z')

/** Two rounds with a part of what was asked, which show how long all of it takes; then all of it, where there is time. */
const SMALLER_ROUND = 1 / 5
const SMALLER_ROUNDS = 2
/** Longer by what grows faster than the rows, and by what the machine may do beside. */
const MARGIN = 1.3

type Cost = { ms: number; cpuMs: number | null; walBytes: number }
type Round = {
  rowCount: number
  first: Cost
  unchanged: Cost
  rewritten: number
  changed: Cost
  copyMs: number
  prismaRowsPerSecond: number
}

export async function measureIngest(
  server: BenchServer,
  report: Report,
  rowCount: number,
  share: Share,
): Promise<void> {
  const rounds: Round[] = []
  let roundMs = 0
  for (let time = 0; time < SMALLER_ROUNDS; time += 1) {
    roundMs = await wallMs(async () => rounds.push(await round(server, Math.ceil(rowCount * SMALLER_ROUND))))
    judge(report, rounds)
  }
  if ((roundMs / SMALLER_ROUND) * MARGIN < share.leftMs()) rounds.unshift(await round(server, rowCount))
  judge(report, rounds)
}

async function round(server: BenchServer, rowCount: number): Promise<Round> {
  const rows = snapshot(rowCount)
  const changed = withOnePercentChanged(rows, 7)
  const database = await server.createDatabase('ingest')
  const worker = openPool(database.workerUrl, 10)
  const superuser = openPool(database.superuserUrl, 2)
  const settle = async () => {
    await superuser.query(`VACUUM (ANALYZE) ${TABLES.join(', ')}`)
    await superuser.query('CHECKPOINT')
  }
  try {
    await settle()
    const first = await cost(superuser, () => recordSnapshot(worker, rows, AT))
    await settle()
    const { rows: marks } = await superuser.query<{ mark: string }>('SELECT pg_current_xact_id()::text AS mark')
    const unchanged = await cost(superuser, () => recordSnapshot(worker, rows, AT))
    const rewritten = await rowsWrittenSince(superuser, marks[0]?.mark ?? '0')
    const onePercent = await cost(superuser, () => recordSnapshot(worker, changed, AT))
    const yardstickMs = await copyMs(superuser, TABLES)
    const prisma = await prismaRowsPerSecond(database.superuserUrl, rows, PRISMA_SAMPLE)
    return {
      rowCount,
      first,
      unchanged,
      rewritten,
      changed: onePercent,
      copyMs: yardstickMs,
      prismaRowsPerSecond: prisma,
    }
  } finally {
    await Promise.all([worker.end(), superuser.end()])
    await server.dropDatabase('ingest')
  }
}

async function cost(superuser: pg.Pool, work: () => Promise<void>): Promise<Cost> {
  const postmaster = await postmasterPid(superuser)
  const cpuMs = () => {
    const databaseMs = postmaster === null ? null : treeCpuMs(postmaster)
    return databaseMs === null ? null : databaseMs + ownCpuMs()
  }
  const walAt = await walPosition(superuser)
  const cpuBefore = cpuMs()
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  const cpuAfter = cpuMs()
  return {
    ms,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    walBytes: (await walPosition(superuser)) - walAt,
  }
}

async function walPosition(superuser: pg.Pool): Promise<number> {
  const { rows } = await superuser.query<{ bytes: string }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS bytes`,
  )
  return Number(rows[0]?.bytes)
}

async function rowsWrittenSince(superuser: pg.Pool, transaction: string): Promise<number> {
  const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table} WHERE xmin::text::bigint > $1)`)
  const { rows } = await superuser.query<{ written: string }>(`SELECT ${counts.join(' + ')} AS written`, [transaction])
  return Number(rows[0]?.written)
}

function judge(report: Report, rounds: readonly Round[]): void {
  const speed = { suffix: 'rows/s' }
  const runs = (ratio: (round: Round) => Ratio) => rounds.map(ratio)
  const against = (part: (round: Round) => Cost) =>
    runs((round) => ({ numerator: perSecond(round, part(round).ms), denominator: perSecond(round, round.first.ms) }))

  const [largest] = rounds
  if (!largest) return
  report.measured(
    'P1',
    runs((round) => ({ numerator: perSecond(round, round.first.ms), denominator: perSecond(round, round.copyMs) })),
    speed,
    `up to ${amount(largest.rowCount, { suffix: 'rows' })}`,
  )
  report.measured(
    'P2 speed',
    against(({ unchanged }) => unchanged),
    speed,
  )
  const cpu = rounds.flatMap(({ rowCount, first, unchanged }) =>
    first.cpuMs === null || unchanged.cpuMs === null
      ? []
      : [{ numerator: (first.cpuMs * 1_000) / rowCount, denominator: (unchanged.cpuMs * 1_000) / rowCount }],
  )
  if (cpu.length > 0) report.measured('P2 cpu', cpu, { suffix: 'µs', digits: 2 })
  else report.notMeasured(['P2 cpu'], 'the CPU time of PostgreSQL can only be read on Linux')
  report.measured(
    'P2 wal',
    runs(({ rowCount, unchanged }) => ({ numerator: unchanged.walBytes, denominator: rowCount })),
    { suffix: '' },
  )
  report.measured(
    'P2 rows',
    runs(({ rowCount, rewritten }) => ({ numerator: rewritten, denominator: rowCount })),
    { suffix: '' },
  )
  report.measured(
    'P3 speed',
    against(({ changed }) => changed),
    speed,
  )
  report.measured(
    'P3 wal',
    runs(({ changed, first }) => ({ numerator: changed.walBytes / 1e6, denominator: first.walBytes / 1e6 })),
    { suffix: 'MB' },
  )
  report.measured(
    'P4',
    runs((round) => ({ numerator: perSecond(round, round.first.ms), denominator: round.prismaRowsPerSecond })),
    speed,
  )
  const absolute = ({ ms, walBytes }: Cost) =>
    `${amount(ms / 1_000, { suffix: 's', digits: 1 })}, ${amount(walBytes / largest.rowCount, { suffix: 'bytes of WAL per row', digits: 1 })}`
  report.figure('ingest, first', `${amount(largest.rowCount, { suffix: 'versions' })} in ${absolute(largest.first)}`)
  report.figure('ingest, unchanged', absolute(largest.unchanged))
  report.figure('ingest, 1 % changed', absolute(largest.changed))
}

const perSecond = ({ rowCount }: Round, ms: number): number => (rowCount / ms) * 1_000
