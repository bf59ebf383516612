/** For tests: a real PgBouncer before the database of a test. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ensureProgram } from '../../../bin/prepare/system-program.mjs'
import { withClient } from '../clients.ts'
import { changeDatabaseUrl, readDatabaseUrl } from '../database-url.ts'

export type Pgbouncer = {
  /** The same login and database, through the pooler. */
  through(url: string): string
  /** Where its socket is. */
  directory: string
  port: number
  stop(): Promise<void>
}

const START_LIMIT_MS = 20_000
/** It does not run as root. */
const NOBODY = 65_534

export async function startPgbouncer(mode: 'session' | 'transaction' | 'statement', urls: readonly string[]) {
  const program = await ensureProgram('pgbouncer')
  const directory = mkdtempSync(join(tmpdir(), 'steward-pgbouncer-'))
  chmodSync(directory, 0o777)
  const port = await freePort()
  const [first = ''] = urls
  const { host, port: serverPort } = readDatabaseUrl(first)
  const users = urls.map((url) => readDatabaseUrl(url)).map(({ user, password }) => `"${user}" "${password}"`)
  writeFileSync(join(directory, 'users'), `${users.join('\n')}\n`, { mode: 0o644 })
  writeFileSync(
    join(directory, 'ini'),
    `[databases]
* = host=${host} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1,::1
listen_port = ${port}
unix_socket_dir = ${directory}
auth_type = scram-sha-256
auth_file = ${join(directory, 'users')}
pool_mode = ${mode}
default_pool_size = 20
max_client_conn = 200
`,
    { mode: 0o644 },
  )
  const isRoot = process.getuid?.() === 0
  const child = spawn(program, [join(directory, 'ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-5_000)
  })
  const through = (url: string) => changeDatabaseUrl(url, { host: '127.0.0.1', port })
  const giveUpAt = performance.now() + START_LIMIT_MS
  while (!(await answers(through(first)))) {
    if (child.exitCode !== null || performance.now() > giveUpAt) throw new Error(`PgBouncer did not start: ${said}`)
    await wait(50)
  }
  return {
    through,
    directory,
    port,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  } satisfies Pgbouncer
}

async function answers(url: string): Promise<boolean> {
  return withClient(url, (client) => client.query('SELECT 1')).then(
    () => true,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
