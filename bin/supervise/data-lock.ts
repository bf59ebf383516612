/** One process at a time looks after a data directory: it owns the embedded database and whatever else it starts. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beginningOf } from '../../lib/db/embedded/process-facts.ts'
import { AppError } from '../../lib/errors.ts'

type Holder = { pid: number; beginning: string | undefined }

const lockFile = (dataDir: string): string => join(dataDir, 'lock')

/** Takes the directory and answers with how to give it back, or undefined while a live process has it. */
export function takeDataDir(dataDir: string): (() => void) | undefined {
  makeDataDir(dataDir)
  if (holderOf(dataDir)) return undefined
  const file = lockFile(dataDir)
  // Left by a process that is gone.
  rmSync(file, { force: true })
  const holder: Holder = { pid: process.pid, beginning: beginningOf(process.pid) }
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return undefined
    throw error
  }
  return () => rmSync(file, { force: true })
}

/** The live process that has the directory. */
export function holderOf(dataDir: string): number | undefined {
  try {
    const { pid, beginning } = JSON.parse(readFileSync(lockFile(dataDir), 'utf8')) as Holder
    return beginning !== undefined && beginningOf(pid) === beginning ? pid : undefined
  } catch {
    // No lock, or one that was cut short while being written.
    return undefined
  }
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'usage',
      `The data directory ${dataDir} cannot be made (${reason}). Set STEWARD_DATA_DIR to a directory that this user may write to.`,
      { cause },
    )
  }
}
