/**
 * Starts the product once for all browser tests, the way `npm start` does: on a data directory of its own, with the
 * simulated organisation, its past and a finished collection. Tests find it by `baseURL`.
 *
 * With E2E_BASE_URL set, what runs there is used, for writing tests without waiting.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const PROJECT_DIR = join(import.meta.dirname, '..')
const READY = /^ready (http:\S+)$/
const COLLECTED = /^Collecting\b.*: /
const START_LIMIT_MS = 600_000

export default async function startProduct(): Promise<() => Promise<void>> {
  if (process.env.E2E_BASE_URL) return async () => {}
  const dataDir = mkdtempSync(join(tmpdir(), 'steward-e2e-'))
  const product = spawn(process.execPath, [join(PROJECT_DIR, 'bin/start.mjs')], {
    cwd: PROJECT_DIR,
    // The channel is how it learns that we are gone, if we are killed.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      STEWARD_MODE: 'demo',
      STEWARD_DATA_DIR: dataDir,
      // Enough for every kind of account and for a second page; a past of twelve weeks takes its time for each.
      STEWARD_DEMO_ACCOUNTS: '25',
      // All tests are the same few people.
      STEWARD_REQUESTS_PER_MINUTE: '100000',
      PORT: '0',
      LEAVE_WITH: String(process.pid),
    },
  })
  const ended = new Promise<void>((resolve) => product.once('exit', () => resolve()))
  const stop = async () => {
    product.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    process.env.E2E_BASE_URL = await untilUsable(product)
    process.env.E2E_DATA_DIR = dataDir
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

/** Pages can be served, and the collection that a start begins is over, so that nothing changes under a test. */
function untilUsable(product: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let url: string | undefined
    let collected = false
    const usable = () => {
      if (url && collected) resolve(url)
    }
    if (product.stdout) {
      createInterface({ input: product.stdout }).on('line', (line) => {
        url ??= READY.exec(line)?.[1]
        usable()
      })
    }
    if (product.stderr) {
      createInterface({ input: product.stderr }).on('line', (line) => {
        process.stderr.write(`${line}\n`)
        collected ||= COLLECTED.test(line)
        usable()
      })
    }
    product.once('exit', (status) => reject(new Error(`The product ended while it started (status ${status}).`)))
    setTimeout(() => reject(new Error('The product was not ready after ten minutes.')), START_LIMIT_MS).unref()
  })
}
