import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, Option } from 'commander'
import {
  EXPORT_FILTERS,
  EXPORT_FORMATS,
  EXPORT_KINDS,
  EXPORTS,
  type ExportFilter,
  type ExportFilters,
  type ExportFormat,
  type ExportKind,
  exportFilters,
} from '../lib/domains/exports/contract.ts'
import { AppError } from '../lib/errors.ts'
import { columnHelp, filterHelp } from './export-help.ts'
import { parseBom } from './parse-bom.ts'
import { withDatabase } from './runtime.ts'

type Options = { format: string; out?: string; text?: string; bom?: boolean } & Partial<Record<ExportFilter, string[]>>

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value]

export const exportCommand = (program: Command): void => {
  const command = program
    .command('export')
    .description(`Write all rows of a kind, ordered by their key: ${EXPORT_KINDS.join(', ')}.`)
    .argument('<kind>', EXPORT_KINDS.join(', '))
    .addOption(new Option('--format <format>', EXPORT_FORMATS.join(', ')).default('json'))
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--bom', 'begin a CSV file with a byte order mark, for a double click in Excel')
    .option('--text <beginning>', 'only names that begin like this')
  for (const filter of EXPORT_FILTERS) {
    command.addOption(new Option(`--${filter} <value>`, filterHelp(filter)).argParser(collect))
  }
  command.addHelpText(
    'after',
    '\nBeside each filter: the kinds that it narrows, with what it can be. Filters may be repeated: values of one filter\nare alternatives, and filters narrow each other.',
  )
  command.addHelpText('after', () => `\n${columnHelp(command.args[0])}`)
  command.action(async (kind: string, options: Options) => {
    const chosen = parseKind(kind)
    const format = parseFormat(options.format)
    const filters = parseFilters(chosen, options)
    const bom = parseBom(options.bom, format)
    await withDatabase(() => write({ kind: chosen, format, filters, bom }, options.out), { aws: false })
  })
}

function parseKind(kind: string): ExportKind {
  const known = EXPORT_KINDS.find((one) => one === kind)
  if (known) return known
  throw new AppError('usage', `There is no export called ${kind}. There are: ${EXPORT_KINDS.join(', ')}.`)
}

function parseFormat(format: string): ExportFormat {
  const known = EXPORT_FORMATS.find((one) => one === format)
  if (known) return known
  throw new AppError('usage', `There is no format called ${format}. There are: ${EXPORT_FORMATS.join(', ')}.`)
}

function parseFilters(kind: ExportKind, options: Options): ExportFilters {
  const given = EXPORT_FILTERS.filter((filter) => options[filter] !== undefined)
  const offered: readonly ExportFilter[] = EXPORTS[kind].filters
  const foreign = given.find((filter) => !offered.includes(filter))
  if (foreign) {
    const names = offered.map((filter) => `--${filter}`).join(', ')
    throw new AppError('usage', `The export ${kind} cannot be narrowed by --${foreign}. It can by: ${names}, --text.`)
  }
  const query = Object.fromEntries(given.map((filter) => [filter, options[filter]]))
  const parsed = exportFilters(kind).safeParse({
    ...query,
    ...(options.text === undefined ? {} : { text: options.text }),
  })
  if (parsed.success) return parsed.data
  throw new AppError('usage', parsed.error.issues.map(filterProblem).join('\n'))
}

function filterProblem({ path, message }: { path: PropertyKey[]; message: string }): string {
  const filter = `--${String(path[0])}`
  return message.startsWith('must') ? `${filter} ${message}.` : `${filter} has a value that is empty or too long.`
}

type Wanted = { kind: ExportKind; format: ExportFormat; filters: ExportFilters; bom: boolean }

async function write({ kind, format, filters, bom }: Wanted, out: string | undefined) {
  // Loaded here, so that help and wrong use need neither a database nor its client.
  const { closeViewerDatabase, operator } = await import('../lib/db/as-viewer.ts')
  const { historyHead } = await import('../lib/domains/exports/history-head.ts')
  const { exportRows } = await import('../lib/domains/exports/queries.ts')
  const { requireKnown } = await import('../lib/domains/exports/require-known.ts')
  const { encodedBytes } = await import('../lib/encode/formats.ts')
  try {
    await requireKnown(filters)
    if (kind === 'decisions') await sealFirst()
    const bytes = Readable.from(
      encodedBytes(format, EXPORTS[kind].columns, exportRows(operator, kind, filters), { bom }),
    )
    if (out === undefined) await pipeline(bytes, process.stdout, { end: false })
    else await pipeline(bytes, createWriteStream(out))
    const head = await historyHead(operator)
    if (head !== null) {
      process.stderr.write(`Head of the history: ${head}. Keep it: npx steward verify-history --head looks for it.\n`)
    }
  } catch (error) {
    throw explained(error, out)
  } finally {
    await closeViewerDatabase()
  }
}

/** What was just decided gets its place in the chain, whether a worker runs or not. */
async function sealFirst(): Promise<void> {
  const { closeWorkerPool, workerPool } = await import('../lib/db/worker-pool.ts')
  const { sealHistory } = await import('../lib/history/seal-history.ts')
  await sealHistory(workerPool())
  await closeWorkerPool()
}

/** A file that cannot be written is the user's to mend; a reader that has gone away is not an error of ours. */
function explained(error: unknown, out: string | undefined): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (out !== undefined && code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new AppError('usage', `${out} cannot be written (${code}). Name another file with --out.`, { cause: error })
  }
  return error
}
