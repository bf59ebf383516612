/** A company's way out: a real forward proxy, and endpoints whose certificates are of an authority of its own. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createPlain, request } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseEnv, useEnv } from '#lib/env'
import { ensureProgram } from '../../../bin/prepare/system-program.mjs'
import { openHub } from '../open-account.ts'
import { openConnections } from './connections.ts'
import { openContext } from './context.ts'
import { Pace, realTicks } from './pace.ts'

const HUB = '222233334444'
const SECRET = 'p4ssw0rd'

let dir: string
let proxy: ChildProcess
let proxyPort: number
let plainPort: number
let securePort: number
const servers: { close(): unknown }[] = []

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'steward-network-'))
  const openssl = await ensureProgram('openssl')
  const ssl = (...args: string[]) => execFileSync(openssl, args, { cwd: dir, stdio: 'ignore' })
  ssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Company CA',
  )
  ssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'aws.key', '-out', 'aws.csr', '-subj', '/CN=localhost')
  writeFileSync(join(dir, 'san'), 'subjectAltName=DNS:localhost')
  ssl(
    'x509',
    '-req',
    '-in',
    'aws.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'san',
    '-out',
    'aws.pem',
  )
  const keys = { key: readFileSync(join(dir, 'aws.key')), cert: readFileSync(join(dir, 'aws.pem')) }
  plainPort = await listen(createPlain(identity))
  securePort = await listen(createSecure(keys, identity))
  proxyPort = await freePort()
  writeFileSync(
    join(dir, 'tinyproxy.conf'),
    `Port ${proxyPort}\nListen 127.0.0.1\nTimeout 30\nLogLevel Connect\nLogFile "${join(dir, 'proxy.log')}"\nMaxClients 50\nBasicAuth steward ${SECRET}\n`,
  )
  proxy = spawn(await ensureProgram('tinyproxy'), ['-d', '-c', join(dir, 'tinyproxy.conf')], { stdio: 'ignore' })
  await answering(proxyPort)
}, 120_000)
afterAll(() => {
  proxy?.kill()
  for (const server of servers) server.close()
  rmSync(dir, { recursive: true, force: true })
})

let restore = () => {}
afterEach(() => {
  restore()
  vi.unstubAllEnvs()
})

/** STS, as far as saying who asks. */
const identity: Parameters<typeof createPlain>[1] = (_request, response) => {
  response.setHeader('content-type', 'text/xml')
  response.end(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${HUB}:user/Hub</Arn><Account>${HUB}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  )
}

async function listen(server: ReturnType<typeof createPlain> | ReturnType<typeof createTcp>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createTcp()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      request({ host: '127.0.0.1', port }, () => resolve(true))
        .on('error', () => resolve(false))
        .end()
    })
    if (isThere) return
    await wait(100)
  }
  throw new Error('the proxy did not start')
}

async function hub(endpoint: string, settings: Record<string, string>, files: { awsCaBundle?: string } = {}) {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of-nobody')
  const { forwardProxies } = parseEnv({ STEWARD_MODE: 'aws', ...settings })
  restore = useEnv({ awsRegion: 'eu-central-1', awsCaBundle: files.awsCaBundle, forwardProxies })
  const connections = openConnections({ timeoutMs: 5_000, sockets: 4 })
  const pace = new Pace(realTicks, { isLimited: false })
  const opened = await openHub(openContext({ signal: new AbortController().signal, connections, pace }))
  connections.close()
  return opened.isOpen ? 'open' : `${opened.reading.cause.message} ${opened.reading.cause.remedy}`
}

const proxyUrl = (password = SECRET) => `http://steward:${password}@127.0.0.1:${proxyPort}`
const proxyLog = () => readFileSync(join(dir, 'proxy.log'), 'utf8')

describe('the proxy', () => {
  test.each(['HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])('of %s is the way to an endpoint without TLS', async (name) => {
    const before = proxyLog().length
    expect(await hub(`http://localhost:${plainPort}`, { [name]: proxyUrl() })).toBe('open')
    expect(proxyLog().slice(before)).toContain(`localhost:${plainPort}`)
  })

  test.each(['HTTPS_PROXY', 'https_proxy'])(
    'of %s is the way to one with TLS, which is checked behind it',
    async (name) => {
      const before = proxyLog().length
      const awsCaBundle = join(dir, 'ca.pem')
      expect(await hub(`https://localhost:${securePort}`, { [name]: proxyUrl() }, { awsCaBundle })).toBe('open')
      expect(proxyLog().slice(before)).toContain(`CONNECT localhost:${securePort}`)
      expect(await hub(`https://localhost:${securePort}`, { [name]: proxyUrl() })).toContain('AWS_CA_BUNDLE')
    },
  )

  test.each(['NO_PROXY', 'no_proxy'])('is left out for hosts of %s', async (name) => {
    const before = proxyLog().length
    expect(
      await hub(`http://localhost:${plainPort}`, { HTTP_PROXY: proxyUrl(), [name]: 'other.example,localhost' }),
    ).toBe('open')
    expect(proxyLog().slice(before)).toBe('')
  })

  test.each<[string, () => Record<string, string>, RegExp]>([
    [
      'that is not there',
      () => ({ HTTP_PROXY: `http://steward:${SECRET}@127.0.0.1:1` }),
      /the proxy that HTTP_PROXY names cannot be reached \(ECONNREFUSED\)\. Correct HTTP_PROXY, or/,
    ],
    [
      'whose name is unknown',
      () => ({ HTTP_PROXY: `http://steward:${SECRET}@proxy.invalid:3128` }),
      /HTTP_PROXY names cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/,
    ],
    [
      'that refuses the sign-in',
      () => ({ HTTP_PROXY: proxyUrl(`${SECRET}-wrong`) }),
      /the proxy that HTTP_PROXY names refuses \(HTTP 40[17]\)/,
    ],
    [
      'of every scheme that is not there',
      () => ({ ALL_PROXY: `http://steward:${SECRET}@127.0.0.1:1` }),
      /the proxy that ALL_PROXY names cannot be reached \(ECONNREFUSED\)\. Correct ALL_PROXY, or/,
    ],
  ])('%s is named by its setting, without its password', async (_, settings, sentence) => {
    const said = await hub(`http://localhost:${plainPort}`, settings())
    expect(said).toMatch(sentence)
    expect(said).not.toContain(SECRET)
  })
})

describe('certificates', () => {
  test('of AWS_CA_BUNDLE are trusted', async () => {
    const endpoint = `https://localhost:${securePort}`
    expect(await hub(endpoint, {}, { awsCaBundle: join(dir, 'ca.pem') })).toBe('open')
  })

  test('of nobody are refused, with the settings that help', async () => {
    const said = await hub(`https://localhost:${securePort}`, {})
    expect(said).toMatch(/does not trust the certificate .*NODE_EXTRA_CA_CERTS or AWS_CA_BUNDLE/)
  })

  test('of another host are refused', async () => {
    const said = await hub(`https://127.0.0.1:${securePort}`, {}, { awsCaBundle: join(dir, 'ca.pem') })
    expect(said).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/)
  })

  test.each([
    ['is not there', () => join(dir, 'none.pem'), 'cannot be read (ENOENT)'],
    ['holds something else', () => join(dir, 'aws.key'), 'does not hold certificates in PEM'],
  ])('in a file that %s are refused at the start, by the name of the setting', (_, path, sentence) => {
    for (const [name, changes] of [
      ['AWS_CA_BUNDLE', { awsCaBundle: path() }],
      ['NODE_EXTRA_CA_CERTS', { nodeExtraCaCerts: path() }],
    ] as const) {
      restore = useEnv(changes)
      expect(() => openConnections({ timeoutMs: 5_000, sockets: 4 })).toThrow(`${name} names a file that ${sentence}.`)
      restore()
    }
  })
})
