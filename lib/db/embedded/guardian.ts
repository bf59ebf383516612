/**
 * Runs the server as a child and takes it down when the process that asked for it is gone, however that went: standard
 * input is a pipe from that process, and a pipe closes even on SIGKILL. Started by cluster.ts in a session of its own,
 * so that an interrupt from the terminal ends the web and the worker before their database.
 */
import { spawn } from 'node:child_process'
import { openSync, rmSync } from 'node:fs'
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
const logFile = openSync(charge.logFile, 'w', 0o600)
const server = spawn(charge.program, charge.args, {
  ...charge.account,
  cwd: charge.workingDir,
  stdio: ['ignore', logFile, logFile],
})

function stop(): void {
  // SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one.
  server.kill('SIGINT')
  setTimeout(() => server.kill('SIGQUIT'), FAST_SHUTDOWN_MS).unref()
}

server.on('exit', (code) => {
  if (charge.removeAfter) rmSync(charge.removeAfter, { recursive: true, force: true })
  process.exit(code ?? 1)
})
server.on('error', () => process.exit(1))
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume()
process.on('SIGTERM', stop)
process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
