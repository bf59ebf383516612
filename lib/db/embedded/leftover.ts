import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../errors.ts'
import { commandOf } from './process-facts.ts'

const STOP_LIMIT_MS = 30_000

/**
 * Ends a server that an earlier start left on this data, and removes the note of one that is gone. The process number in
 * the note may have gone to somebody else since, so it only counts when that process names our directory.
 */
export async function endLeftover(dataDir: string): Promise<void> {
  const note = join(dataDir, 'postmaster.pid')
  if (!existsSync(note)) return
  const pid = Number(readFileSync(note, 'utf8').split('\n')[0])
  if (!servesFrom(pid, dataDir)) {
    rmSync(note, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  const giveUpAt = performance.now() + STOP_LIMIT_MS
  while (servesFrom(pid, dataDir)) {
    if (performance.now() > giveUpAt) {
      throw new AppError(
        'unavailable',
        `A PostgreSQL left from before (process ${pid}) does not stop. End it and start again.`,
      )
    }
    await wait(50)
  }
}

function servesFrom(pid: number, dataDir: string): boolean {
  return Number.isInteger(pid) && pid > 1 && Boolean(commandOf(pid)?.includes(dataDir))
}
