import { writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { clock } from '../lib/core/clock.ts'
import { type IsoWeek, isIsoWeek } from '../lib/core/iso-week.ts'
import { REPORT_FORMATS, type ReportFormat } from '../lib/domains/reports/contract.ts'
import { env } from '../lib/env.ts'
import { AppError } from '../lib/errors.ts'
import { parseBom } from './parse-bom.ts'
import { withDatabase } from './runtime.ts'

type Options = { week?: string; team?: string; format: string; out?: string; bom?: boolean }

export const reportCommand = (program: Command): void => {
  program
    .command('report')
    .description('Write the report of a week that is over, of the organisation or of a team.')
    .option('--week <week>', 'an ISO week such as 2026-W47; the last one that is over unless given')
    .option('--team <slug>', 'a team’s; the organisation’s unless given')
    .addOption(new Option('--format <format>', REPORT_FORMATS.join(', ')).default('html'))
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--bom', 'begin a CSV file with a byte order mark, for a double click in Excel')
    .action(async ({ week, team, format, out, bom }: Options) => {
      const wanted = {
        week: parseWeek(week),
        teamId: team ?? null,
        format: parseFormat(format),
        bom: parseBom(bom, format),
      }
      await withDatabase(() => write(wanted, out), { aws: false })
    })
}

function parseWeek(week: string | undefined): IsoWeek | undefined {
  if (week === undefined || isIsoWeek(week)) return week
  throw new AppError('usage', `${week} is not an ISO week. Name one such as 2026-W47.`)
}

function parseFormat(format: string): ReportFormat {
  if (format === 'pdf') {
    throw new AppError('usage', 'A report as PDF is not there yet. Take html, and print that, or xlsx, csv or json.')
  }
  const known = REPORT_FORMATS.find((one) => one === format)
  if (known) return known
  throw new AppError('usage', `There is no format called ${format}. There are: ${REPORT_FORMATS.join(', ')}.`)
}

type Wanted = { week: IsoWeek | undefined; teamId: string | null; format: ReportFormat; bom: boolean }

async function write({ week, teamId, format, bom }: Wanted, out: string | undefined): Promise<void> {
  // Loaded here, so that help and wrong use need neither a database nor what draws the report.
  const { closeWorkerPool, workerPool } = await import('../lib/db/worker-pool.ts')
  const { getOrMakeReport, lastWeek } = await import('../lib/domains/reports/make-reports.ts')
  const { encodeReport } = await import('../lib/domains/reports/encode-report.ts')
  const { ownOrigin } = await import('../lib/core/own-address.ts')
  try {
    const report = await getOrMakeReport(workerPool(), week ?? lastWeek(clock.now()), teamId)
    const bytes = await encodeReport(report, format, { baseUrl: ownOrigin(env()), bom })
    if (out === undefined) process.stdout.write(bytes)
    else await writeFile(out, bytes)
  } catch (error) {
    throw explained(error, out)
  } finally {
    await closeWorkerPool()
  }
}

/** A file that cannot be written is the user's to mend. */
function explained(error: unknown, out: string | undefined): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (out === undefined || code === undefined || (syscall !== 'open' && syscall !== 'write')) return error
  return new AppError('usage', `${out} cannot be written (${code}). Name another file with --out.`, { cause: error })
}
