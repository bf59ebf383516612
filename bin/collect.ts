import { type Command, Option } from 'commander'
import { clock } from '../lib/core/clock.ts'
import { joinedInWords } from '../lib/core/joined-run.ts'
import { SCOPE_STATUSES, SETTLED_STATUSES } from '../lib/core/reading.ts'
import { jsonOf } from '../lib/encode/json.ts'
import { terminalText } from '../lib/encode/terminal.ts'
import type { RunSummary } from '../lib/inventory/collection/collect-inline.ts'
import { withDatabase } from './runtime.ts'

type Options = {
  source: string[]
  account: string[]
  region: string[]
  wait?: boolean
  json?: boolean
  atStart?: boolean
}

const EXIT_DONE = 0
const EXIT_FAILED = 1
const EXIT_PARTLY = 3

const gather = (value: string, before: string[]): string[] => [...before, value]

const WHOSE_SETTINGS = `
Where a worker runs, it is the one that collects, with the settings and credentials that it was started with, whatever
those of this shell are. Only without one does --wait collect with this shell's.`

export const collectCommand = (program: Command): void => {
  program
    .command('collect')
    .description('Read the organisation and its accounts once: everything, or what is named.')
    .option('--source <id>', 'a source, such as lambda.functions; may be repeated', gather, [])
    .option('--account <id>', 'an account; may be repeated', gather, [])
    .option('--region <name>', 'a Region; may be repeated', gather, [])
    .option('--wait', 'end when the collection has ended, and say what came of it')
    .option('--json', 'print the result as JSON')
    // For whoever starts a worker, which may have begun by itself what is due.
    .addOption(new Option('--at-start').hideHelp())
    .addHelpText('after', WHOSE_SETTINGS)
    .action(async (options: Options) => {
      process.exitCode = await withDatabase(() => collect(options))
    })
}

async function collect(options: Options): Promise<number> {
  // Loaded late: settings, which these read, are only complete once the database is there.
  const { closeWorkerPool, workerPool } = await import('../lib/db/worker-pool.ts')
  const { carryOutRun, hasLiveWorker } = await import('../lib/inventory/collection/carry-out.ts')
  const { endedForWanted, summariseRun } = await import('../lib/inventory/collection/collect-inline.ts')
  const { joinOrRequestRun } = await import('../lib/inventory/collection/request-run.ts')
  const { outlivingDrops } = await import('../lib/db/outlive.ts')
  const { showCollection } = await import('./collect-progress.ts')
  const pool = workerPool()
  try {
    const { source: sources, account: accountIds, region: regions } = options
    const trigger = options.atStart ? 'start' : 'command'
    const run = await joinOrRequestRun(pool, { trigger, sources, accountIds, regions })
    if (run.joined) process.stderr.write(`${joinedInWords(run, clock.now())}\n`)
    // What a run reads beside it is somebody else's, and neither waited for nor counted.
    const wanted = run.joined ? { sources, accountIds, regions } : undefined
    const summarise = () => summariseRun(pool, run.id, wanted)
    if (!options.wait) {
      tellRequested(await summarise(), await hasLiveWorker(pool), options)
      return EXIT_DONE
    }
    const shown = showCollection(summarise)
    await carryOutRun(pool, run.id, { signal: stopOnSignal(), wanted }).finally(shown.stop)
    return tellResult(endedForWanted(await outlivingDrops(summarise)), options)
  } finally {
    await closeWorkerPool()
  }
}

/** Ends when the command is told to stop, so that the run is closed properly before it does. */
function stopOnSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = async () => {
    const { RunStoppedError } = await import('../lib/collectors/aws/call-error.ts')
    controller.abort(new RunStoppedError('INTERRUPTED'))
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return controller.signal
}

function tellRequested(summary: RunSummary, isServed: boolean, { json }: Options): void {
  if (json) process.stdout.write(`${jsonOf(asContract(summary))}\n`)
  process.stderr.write(
    isServed
      ? `The worker collects now: run ${summary.runId}.\n`
      : `No worker is running: run ${summary.runId} begins when one does. Add --wait to collect here and now.\n`,
  )
}

function tellResult(summary: RunSummary, { json }: Options): number {
  const { message } = summary
  if (json) {
    if (message !== null) process.stderr.write(`${terminalText(message)}\n`)
    process.stdout.write(`${jsonOf(asContract(summary))}\n`)
  } else process.stdout.write(`${terminalText(inWords(summary))}\n`)
  const exitStatus = exitStatusOf(summary)
  if (exitStatus !== EXIT_DONE)
    process.stderr.write('Why, and what to do: `npx steward doctor`, or the page Coverage.\n')
  return exitStatus
}

/**
 * By the states of scopes: a place that waits for another source is skipped, though the run is then called partial. A place
 * that was read before and has nothing to ask now is not done.
 */
export function exitStatusOf({ status, scopes, lost }: Pick<RunSummary, 'status' | 'scopes' | 'lost'>): number {
  if (status !== 'complete' && status !== 'partial') return EXIT_FAILED
  const isSettled = SCOPE_STATUSES.every(
    (state) => scopes[state] === 0 || SETTLED_STATUSES.some((one) => one === state),
  )
  return isSettled && lost === 0 ? EXIT_DONE : EXIT_PARTLY
}

/** What went wrong leads: the figures behind it are those of what was read all the same. */
export function inWords({ status, message, scopes, lost, rows, awsCalls, durationMs }: RunSummary): string {
  const states = Object.entries(scopes)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${state.replace('_', ' ')}`)
  if (lost > 0) states.push(`${lost} of them could be read before`)
  const seconds = (durationMs / 1000).toFixed(1)
  const figures = [states.join(', '), `${rows} rows, ${awsCalls} calls, ${seconds} s`].filter(Boolean).join('; ')
  return message === null ? `${status}: ${figures}` : `${terminalText(message)}\n${status}: ${figures}`
}

function asContract({ runId, status, scopes, lost, rows, awsCalls, durationMs }: RunSummary) {
  return { runId, status, scopes, lost, rows, awsCalls, durationMs }
}
