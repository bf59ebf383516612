/**
 * A worker that lives says so in the data directory, for an orchestrator beside it. It depends on nothing that can be
 * away: a worker that waits for its database is to wait, not to be started again.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SECOND_MS } from './core/time.ts'

const EVERY_MS = 5 * SECOND_MS
/** Generous: a busy machine may keep a live worker from its turn. */
const SILENT_AFTER_MS = 60 * SECOND_MS

const aliveFile = (dataDir: string): string => join(dataDir, 'worker-alive')

/** Answers with how to end it. */
export function sayAlive(dataDir: string): () => void {
  const say = () => {
    try {
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(aliveFile(dataDir), `${process.pid}\n`)
    } catch {
      // A full or read-only disk: who looks finds it silent.
    }
  }
  say()
  const timer = setInterval(say, EVERY_MS)
  return () => {
    clearInterval(timer)
    rmSync(aliveFile(dataDir), { force: true })
  }
}

export function isSaidAlive(dataDir: string, now = Date.now()): boolean {
  const said = statSync(aliveFile(dataDir), { throwIfNoEntry: false })
  return said !== undefined && now - said.mtimeMs < SILENT_AFTER_MS
}
