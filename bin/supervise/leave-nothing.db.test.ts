import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { commandOf, parentOf } from '../../lib/db/embedded/process-facts.ts'
import { holderOf, takeDataDir } from './data-lock.ts'

/** Initialising a server twice takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000 })

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'steward-hold-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

type Held = { holder: ChildProcess; url: string; child: number; server: number; log: string }

async function hold(): Promise<Held> {
  const script = join(import.meta.dirname, 'testing/hold-cluster.ts')
  const holder = spawn(process.execPath, [script, home], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    if (holder.stdout) createInterface({ input: holder.stdout }).once('line', resolve)
    holder.once('exit', (status) => reject(new Error(`the holder ended with ${status}`)))
  })
  const server = Number(readFileSync(join(home, 'data/postmaster.pid'), 'utf8').split('\n')[0])
  return { holder, server, ...(JSON.parse(line) as { url: string; child: number; log: string }) }
}

const isAlive = (pid: number): boolean => Boolean(commandOf(pid))

test.for(['SIGKILL', 'SIGTERM'] as const)(
  'after %s of the top process neither the database nor a child is left',
  async (signal) => {
    const { holder, url, child, server } = await hold()
    expect([child, server].map(isAlive)).toEqual([true, true])

    holder.kill(signal)

    await expect.poll(() => [child, server].map(isAlive), { timeout: 60_000 }).toEqual([false, false])
    await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow('ECONNREFUSED')
  },
)

test('a server that an earlier start left behind is taken over', async () => {
  const first = await hold()
  // Without its guardian nobody ends the server when we are killed.
  process.kill(parentOf(first.server), 'SIGKILL')
  first.holder.kill('SIGKILL')
  expect(isAlive(first.server)).toBe(true)

  const second = await hold()

  expect(isAlive(first.server)).toBe(false)
  expect(isAlive(second.server)).toBe(true)
  // What the first one said before it was killed is still there.
  expect(readFileSync(second.log, 'utf8').split('starting PostgreSQL')).toHaveLength(3)
  second.holder.kill('SIGTERM')
  await expect.poll(() => isAlive(second.server), { timeout: 20_000 }).toBe(false)
})

test('a data directory has one holder, and that of a process that is gone is free', async () => {
  const release = takeDataDir(home)
  expect(holderOf(home)).toBe(process.pid)
  expect(takeDataDir(home)).toBeUndefined()
  release?.()

  const gone = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => gone.once('exit', resolve))
  const lock = join(home, 'lock')
  rmSync(lock, { force: true })
  writeFileSync(lock, JSON.stringify({ pid: gone.pid, beginning: '1' }))
  expect(holderOf(home)).toBeUndefined()
  expect(takeDataDir(home)).toBeTypeOf('function')
})
