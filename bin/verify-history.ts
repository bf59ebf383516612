/** `steward verify-history`: whether the history is as it was written, and if not, the first entry that is not. */
import type { Command } from 'commander'
import type { Verified } from '../lib/history/verify-history.ts'
import { withDatabase } from './runtime.ts'

const EXIT_BROKEN = 1

export const verifyHistoryCommand = (program: Command): void => {
  program
    .command('verify-history')
    .description('Follow the chain of the history from its beginning, and name the first entry that was changed.')
    .option('--json', 'one JSON document instead of lines')
    .action(async ({ json = false }: { json?: boolean }) => {
      const verified = await withDatabase(sealAndVerify, { aws: false })
      process.stdout.write(json ? `${JSON.stringify(verified, null, 2)}\n` : `${verified.map(line).join('\n')}\n`)
      if (verified.some(({ broken }) => broken !== null)) process.exitCode = EXIT_BROKEN
    })
}

/** What no worker has sealed yet is sealed first, so that what was just decided is part of the answer. */
async function sealAndVerify(): Promise<Verified[]> {
  // Loaded here, so that help and wrong use need no database.
  const { closeWorkerPool, workerPool } = await import('../lib/db/worker-pool.ts')
  const { sealHistory } = await import('../lib/history/seal-history.ts')
  const { verifyHistory } = await import('../lib/history/verify-history.ts')
  try {
    await sealHistory(workerPool())
    return await verifyHistory(workerPool())
  } finally {
    await closeWorkerPool()
  }
}

const ENTRIES = { decisions: 'decisions', access: 'entries about access' } as const

function line({ chain, entries, head, broken }: Verified): string {
  const upTo = `${entries} ${ENTRIES[chain]}`
  if (broken === null) return `intact  ${upTo}, head ${head}`
  return `BROKEN  after ${upTo}: entry ${broken.sequence} (${broken.id}, ${broken.at}): ${broken.because}`
}
