/** The longer procedures of the page: on embedded servers, and with PostgreSQL's own programs on servers of one's own. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureProgram } from '../bin/prepare/system-program.mjs'
import { makeClient } from '../lib/db/clients.ts'
import { unprivilegedAccount } from '../lib/db/embedded/account.ts'
import { isOfOwnServer, isOfSteward, readBlocks } from './testing/read-blocks.ts'
import { type Desk, expectRestored, makeDesk } from './testing/run-blocks.ts'

let desk: Desk
const stops: (() => void)[] = []

beforeAll(() => {
  desk = makeDesk()
})
afterAll(() => {
  for (const stop of stops.reverse()) stop()
  desk.remove()
})

test('what the page says of backup and restore works with the embedded database', async () => {
  const said: string[] = []
  for (const block of readBlocks('sh').filter(isOfSteward)) {
    said.push(await desk.run(block))
  }
  expectRestored(said)
})

test('what the page says of pg_dump works with the programs of Debian, and the history verifies on the other server', async () => {
  await ensureProgram('pg_dump', 'postgresql')
  const [from, into] = [await startServer('from'), await startServer('into')]
  const [role = ''] = readBlocks('sql')
  for (const [server, more] of [
    [from, ['CREATE DATABASE steward OWNER steward', ...role.split('\n').filter(Boolean)]],
    [into, []],
  ] as const) {
    for (const statement of [`CREATE ROLE steward LOGIN CREATEROLE PASSWORD 'x'`, ...more]) {
      await query(server.url('admin', 'postgres'), statement)
    }
  }
  const source = from.url('steward', 'steward')
  await desk.run('npx steward migrate', { DATABASE_URL: source })
  await query(
    from.url('admin', 'steward'),
    `INSERT INTO history (at, id, actor, action, object, entry) SELECT now(), gen_random_uuid(), 'ccoe', 'accepted',
     'recommendation:' || gen_random_uuid(), '{}' FROM generate_series(1, 5)`,
  )
  const before = await desk.run('npx steward verify-history', { DATABASE_URL: source })

  const [dump = '', restore = ''] = readBlocks('sh').filter(isOfOwnServer)
  const refused = await desk.run('! pg_dump "$DATABASE_URL"', { DATABASE_URL: source })
  expect(refused).toContain('row-level security')
  await desk.run(dump, { DUMP_URL: from.url('steward_dump', 'steward') })
  const said = await desk.run(restore, {
    ADMIN_URL: into.url('admin', 'postgres'),
    NEW_URL: into.url('admin', 'steward'),
    ROLES_URL: into.url('steward', 'steward_roles'),
    DATABASE_URL: into.url('steward', 'steward'),
  })
  const [decisions = ''] = before.split('\n')
  expect(decisions).toMatch(/^intact {2}5 decisions/)
  expect(said).toContain(decisions)
})

/** A server of the system's PostgreSQL, which does not run as root. */
async function startServer(name: string): Promise<{ url(user: string, database: string): string }> {
  const versions = '/usr/lib/postgresql'
  const [version] = existsSync(versions) ? readdirSync(versions).sort().reverse() : []
  const programs = version ? join(versions, version, 'bin') : '/usr/bin'
  const home = join(desk.folder, name)
  mkdirSync(home)
  const account = unprivilegedAccount()
  if (account) chownSync(home, account.uid, account.gid)
  const as = { ...account, cwd: home, stdio: 'ignore' as const }
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  const data = join(home, 'data')
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'admin', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    as,
  )
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`
  const control = (...args: string[]) => execFileSync(join(programs, 'pg_ctl'), ['-D', data, ...args], as)
  control('-o', options, '-l', join(home, 'log'), '-w', 'start')
  stops.push(() => control('-m', 'immediate', 'stop'))
  return { url: (user, database) => `postgresql://${user}:x@127.0.0.1:${port}/${database}` }
}

async function query(url: string, statement: string): Promise<void> {
  const client = makeClient(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
