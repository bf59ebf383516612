/** `steward verify-history`: whether the history is as it was written, and if not, the first entry that is not. */
import type { Command } from 'commander'
import { jsonOf } from '../lib/encode/json.ts'
import { terminalText } from '../lib/encode/terminal.ts'
import { AppError } from '../lib/errors.ts'
import type { Anchor, Verified, VerifiedHistory } from '../lib/history/verify-history.ts'
import { withDatabase } from './runtime.ts'

const EXIT_BROKEN = 1
const HEAD = /^(?:(\d{1,15}):)?([0-9a-f]{64})$/

type Options = { json?: boolean; head?: string[] }

export const verifyHistoryCommand = (program: Command): void => {
  program
    .command('verify-history')
    .description(
      'Follow the chain of the history from its beginning, and name the first entry that was changed. Also looks for the heads that reports kept.',
    )
    .option(
      '--head <head>',
      'a head that you kept, HASH or SEQUENCE:HASH, as reports and exports show it; may be repeated',
      (value: string, before: string[] | undefined) => [...(before ?? []), value],
    )
    .option('--json', 'one JSON document instead of lines')
    .action(async ({ json = false, head = [] }: Options) => {
      const given = head.map(parseHead)
      const history = await withDatabase(() => sealAndVerify(given), { aws: false })
      process.stdout.write(`${json ? jsonOf(asContract(history), 2) : terminalText(inWords(history, given))}\n`)
      if (history.missing.length > 0 || history.chains.some(({ broken }) => broken !== null)) {
        process.exitCode = EXIT_BROKEN
      }
    })
}

function parseHead(text: string): Anchor {
  const [, sequence, hash] = HEAD.exec(text.trim().toLowerCase()) ?? []
  if (hash === undefined) {
    throw new AppError(
      'usage',
      `--head is a hash of 64 hexadecimal digits, or SEQUENCE:HASH as reports and exports show it.`,
    )
  }
  return { chain: null, sequence: sequence === undefined ? null : Number(sequence), hash, keptBy: '--head' }
}

/** What no worker has sealed yet is sealed first, so that what was just decided is part of the answer. */
async function sealAndVerify(given: readonly Anchor[]): Promise<VerifiedHistory> {
  // Loaded here, so that help and wrong use need no database.
  const { closeWorkerPool, workerPool } = await import('../lib/db/worker-pool.ts')
  const { sealHistory } = await import('../lib/history/seal-history.ts')
  const { verifyAnchoredHistory } = await import('../lib/history/verify-history.ts')
  try {
    await sealHistory(workerPool())
    return await verifyAnchoredHistory(workerPool(), given)
  } finally {
    await closeWorkerPool()
  }
}

/** A list of chains as ever; heads that were looked for and not found are on the chain they were looked for in. */
function asContract({ chains, missing }: VerifiedHistory) {
  return chains.map((chain) => ({
    ...chain,
    missingHeads: missing.filter((anchor) => anchor.chain === null || anchor.chain === chain.chain),
  }))
}

const ENTRIES = { decisions: 'decisions', access: 'entries about access' } as const

function inWords({ chains, missing }: VerifiedHistory, given: readonly Anchor[]): string {
  const found = given.filter((anchor) => !missing.includes(anchor))
  return [
    ...chains.map(line),
    ...found.map(({ hash }) => `found   the head ${hash} that you gave`),
    ...missing.map(
      ({ keptBy, sequence, hash }) =>
        `MISSING the head ${sequence === null ? '' : `${sequence}:`}${hash} (kept by ${keptBy}) is not in the history: entries were taken off its end, or it was written once more. Compare with a backup.`,
    ),
  ].join('\n')
}

function line({ chain, entries, head, broken }: Verified): string {
  const upTo = `${entries} ${ENTRIES[chain]}`
  if (broken === null) return `intact  ${upTo}, head ${entries}:${head}`
  return `BROKEN  after ${upTo}: entry ${broken.sequence} (${broken.id}, ${broken.at}): ${broken.because}`
}
