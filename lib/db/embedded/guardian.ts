/**
 * Runs the server as a child and takes it down when the process that asked for it is gone, however that went: standard
 * input is a pipe from that process, and a pipe closes even on SIGKILL. Started by cluster.ts in a session of its own,
 * so that an interrupt from the terminal ends the web and the worker before their database.
 */
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { openLogFile } from '../../log-file.ts'
import type { SystemAccount } from './account.ts'

export type Charge = {
  program: string
  args: string[]
  account: SystemAccount | undefined
  workingDir: string
  logFile: string
  /** A directory to remove once the server is down. */
  removeAfter: string | undefined
}

const FAST_SHUTDOWN_MS = 15_000

const charge = JSON.parse(process.argv[2] ?? '') as Charge
/** The server's own, which says little unless there is trouble. */
const LOG_LIMITS = { megabytes: 10, kept: 2 }
const log = openLogFile(charge.logFile, LOG_LIMITS)
const server = spawn(charge.program, charge.args, {
  ...charge.account,
  cwd: charge.workingDir,
  stdio: ['ignore', 'pipe', 'pipe'],
})
for (const output of [server.stdout, server.stderr]) output?.on('data', (chunk: Buffer) => log.write(chunk))

function stop(): void {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one.
  server.kill('SIGINT')
  setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS).unref()
}

// Closed is later than ended: the last words are read by then.
server.on('close', async (code) => {
  await log.flushed()
  if (charge.removeAfter) rmSync(charge.removeAfter, { recursive: true, force: true })
  process.exit(code ?? 1)
})
server.on('error', () => process.exit(1))
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
process.on('SIGTERM', stop)
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
