/** A process of ours that ends when we end. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { childEnv } from '../../lib/env.ts'
import { projectDir } from '../prepare/install.mjs'
import { childLog, logLines } from './child-log.ts'

export type Child = {
  name: string
  process: ChildProcess
  logFile: string
  /** Settles with a sentence when it has ended, whoever ended it. */
  ended: Promise<string>
  stop(): Promise<void>
}

export type ChildOptions = {
  name: string
  /** Script and arguments, from the project directory. */
  args: readonly string[]
  settings: Record<string, string | undefined>
  logDir: string
  /** What of our environment it gets; all of it unless said otherwise. */
  environment?: typeof childEnv
  /** True where the caller reads its standard output; otherwise that goes to the log too. */
  isRead?: boolean
  /** Where to note how it is stopped. */
  closers?: (() => Promise<void>)[]
}

/** After this long a child that was asked to stop is killed. */
const STOP_LIMIT_MS = 12_000
/** What it wrote last is waited for this long: something that it started may hold its output open. */
const LAST_WORDS_MS = 1_000
const LEAVE_WITH_PARENT = join(projectDir, 'bin/leave-with-parent.mjs')

/** What it logs goes to a file, so that nobody has to read it. */
export function startChild(options: ChildOptions): Child {
  const { name, args, settings, logDir, closers, environment = childEnv, isRead = false } = options
  const logFile = join(logDir, `${name}.log`)
  const child = spawn(process.execPath, ['--import', LEAVE_WITH_PARENT, ...args], {
    cwd: projectDir,
    env: environment({ ...settings, LEAVE_WITH: String(process.pid) }),
    // In a session of its own: an interrupt from the terminal is for us, and we stop our children in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const log = childLog(logFile)
  const logged = [child.stderr, isRead ? null : child.stdout].map((output) => output && logLines(name, output, log))
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`${name} could not be started: ${error.message}.`))
    child.once('exit', (status, signal) => resolve(`${name} ended (${signal ?? `status ${status}`}).`))
  })
  const ended = exited.then(async (sentence) => {
    await Promise.race([Promise.all(logged), wait(LAST_WORDS_MS, undefined, { ref: false })])
    await log.flushed()
    return sentence
  })
  const stop = () => stopChild(child, ended)
  closers?.push(stop)
  return { name, process: child, logFile, ended, stop }
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(kill)
}

/** The end of what a child said, for the message about its failure. */
export function lastWords(logFile: string, lines = 5): string {
  if (!existsSync(logFile)) return '  it said nothing'
  return readFileSync(logFile, 'utf8')
    .trim()
    .split('\n')
    .slice(-lines)
    .map((line) => `  ${line}`)
    .join('\n')
}
