/** The page for who runs Steward, done word for word: its commands, and nginx in front of our server. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { request as plain, type Server } from 'node:http'
import { request } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ensureProgram } from '../bin/prepare/system-program.mjs'
import { createTestDatabase } from '../lib/db/test-database.ts'
import { parseEnv, useEnv } from '../lib/env.ts'
import { createFront } from '../lib/http/front.ts'
import { isOfContainers, isOfSteward, isSetting, readBlocks } from './testing/read-blocks.ts'
import { type Desk, expectRestored, makeDesk } from './testing/run-blocks.ts'

// Each command is a process, on a machine that may be doing ten other things.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 })

let desk: Desk
let folder: string

beforeAll(() => {
  desk = makeDesk()
  folder = desk.folder
})
afterAll(() => desk.remove())

test('what the page says of backup and restore works, command by command', async () => {
  const [kept, empty] = [await createTestDatabase(), await createTestDatabase()]
  try {
    for (const { admin } of [kept, empty]) await admin.query(`UPDATE installation SET mode = 'aws'`)
    const said: string[] = []
    for (const block of readBlocks('sh').filter(isOfSteward)) {
      // A data directory of its own is a database of its own.
      said.push(await desk.run(block, { DATABASE_URL: (block.includes('-restored') ? empty : kept).url }))
    }
    expectRestored(said)
    expect(said.length).toBeGreaterThanOrEqual(4)
  } finally {
    await kept.drop()
    await empty.drop()
  }
})

describe('nginx with the configuration of the page', () => {
  const NAME = 'steward.example.org'
  let ports: { tls: number; plain: number }
  let certificate: string
  let front: Server
  let nginx: ReturnType<typeof spawn>
  let restore: () => void

  beforeAll(async () => {
    const [setting = ''] = readBlocks('sh').filter(isSetting)
    const [, baseUrl = ''] = /STEWARD_BASE_URL=(\S+)/.exec(setting) ?? []
    restore = useEnv({ baseUrl: parseEnv({ STEWARD_BASE_URL: baseUrl }).baseUrl })
    front = createFront(async (asked, response) => {
      asked.resume()
      await once(asked, 'end')
      response.end(JSON.stringify(asked.headers))
    }).listen(0, '127.0.0.1')
    await once(front, 'listening')
    const files = { key: join(folder, 'steward.key'), certificate: join(folder, 'steward.pem') }
    const subject = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-days', '2', '-nodes']
    const output = ['-keyout', files.key, '-out', files.certificate]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject, ...output], { stdio: 'ignore' })
    certificate = readFileSync(files.certificate, 'utf8')
    ports = { tls: await freePort(), plain: await freePort() }
    const [server = ''] = readBlocks('nginx')
    const changed = server
      .replace('listen 443 ssl', `listen 127.0.0.1:${ports.tls} ssl`)
      .replace('listen 80', `listen 127.0.0.1:${ports.plain}`)
      .replace('/etc/ssl/steward.pem', files.certificate)
      .replace('/etc/ssl/steward.key', files.key)
      .replace('127.0.0.1:3000', `127.0.0.1:${(front.address() as { port: number }).port}`)
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (kind) => `${kind}_temp_path ${folder}/nginx-${kind};`,
    )
    const http = ['access_log off;', ...temporary, changed].join('\n')
    writeFileSync(
      join(folder, 'nginx.conf'),
      `pid ${folder}/nginx.pid;\nerror_log ${folder}/nginx.log;\nevents {}\nhttp {\n${http}\n}\n`,
    )
    const program = await ensureProgram('nginx', 'nginx-light')
    nginx = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'ignore' })
    await vi.waitFor(() => ask('/'), { timeout: 30_000, interval: 100 })
  })
  afterAll(async () => {
    restore()
    front.close()
    front.closeAllConnections()
    nginx.kill('SIGTERM')
    if (nginx.exitCode === null) await Promise.race([once(nginx, 'exit'), wait(5_000)])
  })

  async function ask(path: string, { headers = {}, body = '' } = {}) {
    const options = { host: '127.0.0.1', port: ports.tls, path, servername: NAME, ca: certificate, agent: false }
    const method = body === '' ? 'GET' : 'POST'
    const asked = request({ ...options, method, headers: { host: NAME, ...headers } })
    asked.on('error', () => {})
    const answered = once(asked, 'response')
    asked.end(body)
    const [response] = await answered
    return { status: response.statusCode, headers: response.headers, body: await text(response) }
  }

  test('serves over TLS, and browsers are asked to keep to it', async () => {
    const { status, headers } = await ask('/')
    expect([status, headers['strict-transport-security']]).toEqual([200, expect.stringContaining('max-age=')])
  })

  test('tells Steward who asks and by which name, whatever a client claims', async () => {
    const { body } = await ask('/', { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(JSON.parse(body)).toMatchObject({ host: NAME, 'x-forwarded-for': '127.0.0.1' })
  })

  test('passes bodies as large as Steward takes, and none that are larger', async () => {
    expect((await ask('/', { body: 'x'.repeat(256 * 1024) })).status).toBe(200)
    expect((await ask('/', { body: 'x'.repeat(301 * 1024) })).status).toBe(413)
  })

  test('sends those who come without TLS to where there is some', async () => {
    const asked = plain({ host: '127.0.0.1', port: ports.plain, path: '/runs?a=b', headers: { host: NAME } }).end()
    const [response] = await once(asked, 'response')
    response.resume()
    expect([response.statusCode, response.headers.location]).toEqual([301, `https://${NAME}/runs?a=b`])
  })
})

test('every command of the page is run by a test, and its settings exist', () => {
  const untried = readBlocks('sh').filter((block) => isOfSteward(block) && !/npx steward/.test(block))
  expect(untried, 'Run it in this test, or in docs/operations.soak.test.ts.').toEqual([])
  const container = readFileSync(join(import.meta.dirname, '../deploy/container.mjs'), 'utf8')
  const parts = readBlocks('sh')
    .filter(isOfContainers)
    .flatMap((block) => [...block.matchAll(/ migrate ([a-z-]+)/g)].map((match) => match[1] ?? ''))
  expect(parts.filter((part) => !new RegExp(`^  '?${part}'?: `, 'm').test(container))).toEqual([])
  expect(parts).toContain('restore')
  for (const block of readBlocks('sh').filter(isSetting)) {
    const settings = [...block.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value])
    expect(() => parseEnv(Object.fromEntries(settings))).not.toThrow()
  }
})

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  return port
}
