import { CommanderError } from 'commander'
import { databaseTrouble } from '../lib/db/trouble.ts'
import { terminalText } from '../lib/encode/terminal.ts'
import { AppError } from '../lib/errors.ts'
import { StepFailure } from './prepare/progress.mjs'

const EXIT_FAILED = 1
const EXIT_WRONG_USE = 2

/** Says what went wrong, and answers with the exit status. */
export function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_WRONG_USE
  if (error instanceof AppError) {
    process.stderr.write(`${terminalText(error.message)}\n`)
    return error.kind === 'usage' || error.kind === 'invalid' ? EXIT_WRONG_USE : EXIT_FAILED
  }
  if (error instanceof StepFailure) {
    process.stderr.write(`${terminalText(error.message)}\n`)
    return EXIT_FAILED
  }
  const trouble = databaseTrouble(error)
  if (trouble !== null) {
    process.stderr.write(`Interrupted: what was asked for is not done. ${trouble.message}\n`)
    return EXIT_FAILED
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`This is a bug in Steward:\n${terminalText(detail)}\n`)
  return EXIT_FAILED
}
