import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureProgram } from '../../bin/prepare/system-program.mjs'
import { childEnv, useEnv } from '../env.ts'
import { openBoss } from '../queue/boss.ts'
import { asViewer, closeViewerDatabase, operator } from './as-viewer.ts'
import { authDatabase, closeAuthDatabase } from './auth-database.ts'
import { withClient } from './clients.ts'
import { changeDatabaseUrl, readDatabaseUrl } from './database-url.ts'
import { setUpDatabase } from './set-up/set-up-database.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { type OwnServer, startOwnServer } from './testing/own-server.ts'
import { databaseUrls } from './urls.ts'

let own: OwnServer
let database: TestDatabase
/** Of the CA that signed the server's certificate, which is good for `localhost` and no other name. */
let ca: string

beforeAll(async () => {
  own = await startOwnServer()
  database = await createTestDatabase(own.server)
  ca = await switchTlsOn()
})
afterAll(async () => {
  await database.drop()
  await own.stop()
})

async function switchTlsOn(): Promise<string> {
  const openssl = await ensureProgram('openssl')
  const file = (name: string) => join(own.home, name)
  const run = (...args: string[]) => execFileSync(openssl, args, { stdio: 'pipe' })
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', file(`${name}.key`)]
  run('req', '-x509', ...key('ca'), '-out', file('ca.pem'), '-subj', '/CN=Test CA', '-days', '3650')
  run('req', ...key('server'), '-out', file('server.csr'), '-subj', '/CN=localhost')
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost')
  run(
    ...['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial'],
    ...['-extfile', file('names'), '-days', '3650', '-out', file('server.pem')],
  )
  const { uid, gid } = statSync(join(own.home, 'data'))
  for (const name of ['server.key', 'server.pem']) chownSync(file(name), uid, gid)
  chmodSync(file('server.key'), 0o600)
  await withClient(own.server.superuserUrl, async (client) => {
    await client.query(`ALTER SYSTEM SET ssl_cert_file = '${file('server.pem')}'`)
    await client.query(`ALTER SYSTEM SET ssl_key_file = '${file('server.key')}'`)
    await client.query('ALTER SYSTEM SET ssl = on')
    await client.query('SELECT pg_reload_conf()')
  })
  return file('ca.pem')
}

const verified = (url: string, host: string, root?: string) =>
  changeDatabaseUrl(url, {
    host,
    parameters: new Map([['sslmode', 'verify-full'], ...(root ? [['sslrootcert', root] as const] : [])]),
  })

test('with a certificate that fits, everything that connects does so verified and encrypted', async () => {
  const url = verified(database.url, 'localhost', ca)
  expect(await setUpDatabase({ url, mode: 'demo' })).toEqual([])
  const { web, worker } = databaseUrls(url)
  const restore = useEnv({ webDatabaseUrl: web })
  const boss = openBoss(worker)
  try {
    expect(await asViewer(operator, (tx) => tx.account.count())).toBe(0)
    expect(await authDatabase().person.count()).toBe(0)
    await boss.start()
    const { rows } = await database.admin.query(
      `SELECT DISTINCT usename AS name, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
       WHERE datname = current_database() AND usename <> current_user ORDER BY 1`,
    )
    expect(rows).toEqual(
      [web, worker]
        .map((one) => ({ name: readDatabaseUrl(one).user, ssl: true }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    )
  } finally {
    await boss.stop({ graceful: false })
    await closeViewerDatabase()
    await closeAuthDatabase()
    restore()
  }
})

test.each([
  ['another name than the certificate has', '127.0.0.1', true],
  ['a CA that nobody named', 'localhost', false],
])('%s is refused in a sentence', async (_, host, namesCa) => {
  const url = verified(database.url, host, namesCa ? ca : undefined)
  await expect(setUpDatabase({ url, mode: 'demo' })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/cannot be used: The certificate of the database server does not fit/),
  })
})

test('a CA in NODE_EXTRA_CA_CERTS counts, and sslmode=require leaves the certificate unchecked', async () => {
  const migrate = async (url: string, settings: Record<string, string>) => {
    const child = spawn(process.execPath, ['bin/steward.mjs', 'migrate'], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: 'ignore',
      env: childEnv({ STEWARD_MODE: 'demo', DATABASE_URL: url, ...settings }),
    })
    const [status] = await once(child, 'exit')
    return status
  }
  const required = changeDatabaseUrl(database.url, { parameters: new Map([['sslmode', 'require']]) })
  expect(
    await Promise.all([
      migrate(verified(database.url, 'localhost'), { NODE_EXTRA_CA_CERTS: ca }),
      migrate(required, {}),
    ]),
  ).toEqual([0, 0])
})

test('a server without TLS is told apart from one that is away', async () => {
  const plain = changeDatabaseUrl((await plainDatabase()).url, { parameters: new Map([['sslmode', 'require']]) })
  await expect(setUpDatabase({ url: plain, mode: 'demo' })).rejects.toThrow(/does not encrypt connections/)
})

async function plainDatabase(): Promise<TestDatabase> {
  const plain = await createTestDatabase()
  await plain.drop()
  return plain
}
