import type { Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { type Answering, createFront, type FrontLimits } from './front.ts'
import { setPageStatus } from './page-status.ts'
import { routeRefusal } from './routes.ts'

const NAMES = [
  'x-content-type-options: nosniff',
  'x-frame-options: DENY',
  'referrer-policy: same-origin',
  'cross-origin-opener-policy: same-origin',
  'cross-origin-resource-policy: same-origin',
  'permissions-policy: ',
  'content-security-policy: ',
  'cache-control: no-store',
]
const QUICK: FrontLimits = { headersMs: 300, requestMs: 400, lookEveryMs: 50, idleMs: 1_000, connections: 100 }

const ROUTE = { segments: ['api', 'v1', '[any]'], methods: ['GET', 'POST'] }

let open: Server[] = []
let restore: () => void = () => {}
afterEach(() => {
  restore()
  for (const server of open) server.close().closeAllConnections()
  open = []
})

/** Answers as a route that reads the body would, whatever comes. */
const readsBody: Answering = async (request, response) => {
  response.end(`${request.url} ${(await text(request)).length}`)
}

async function startFront(answer: Answering = readsBody, limits: FrontLimits = QUICK): Promise<number> {
  const server = createFront(answer, { limits, routeRefusal: routeRefusal([ROUTE]) })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** What comes back for bytes, until the server closes. Undefined where it does not within `limitMs`. */
async function send(port: number, bytes: string | Buffer, limitMs = 5_000): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  socket.write(bytes)
  const late = setTimeout(() => socket.destroy(new Error('late')), limitMs)
  try {
    return await text(socket)
  } catch {
    // It was not closed in time.
    return undefined
  } finally {
    clearTimeout(late)
  }
}

const request = (line: string, headers = 'host: a.example\r\n', body = '') =>
  `${line} HTTP/1.1\r\n${headers}connection: close\r\n\r\n${body}`

function expectAnswer(answer: string | undefined, status: number): void {
  const [head = '', body = ''] = (answer ?? '').split('\r\n\r\n')
  expect(head.split(' ')[1], `${head}\n${body}`).toBe(String(status))
  for (const name of NAMES) expect(head.toLowerCase()).toContain(name.toLowerCase())
}

describe('what is no request for anything here is refused in words, with every security header', () => {
  test.each([
    ['%FF in a path', request('GET /%FF'), 400],
    ['half a character in a path', request('GET /accounts/%E2%82'), 400],
    ['a lone surrogate in a path', request('GET /accounts/%ED%A0%80'), 400],
    ['a percent sign alone', request('GET /api/v1/accounts?search=100%'), 400],
    ['%00 in a path', request('GET /accounts/%00'), 400],
    ['%00 in a filter', request('GET /api/v1/accounts?search=%00'), 400],
    ['two slashes', request('GET //evil.example/'), 400],
    ['a slash and a backslash', request('GET /\\evil.example/'), 400],
    ['an address with its host', request('GET http://evil.example/'), 400],
    ['no path', request('OPTIONS *'), 400],
    ['no Host', request('GET /', ''), 400],
    ['two names in Host', request('GET /', 'host: a.example, b.example\r\n'), 400],
    ['a path in Host', request('GET /', 'host: a.example/b\r\n'), 400],
    ['a port that is none', request('GET /', 'host: a.example:99999\r\n'), 400],
    ['TRACE', request('TRACE /'), 405],
    ['CONNECT', request('CONNECT a.example:443'), 405],
    ['a method of WebDAV', request('PROPFIND /'), 405],
    [
      'an expectation',
      request('POST /api/v1/a', 'host: a.example\r\nexpect: everything\r\ncontent-length: 0\r\n'),
      417,
    ],
    ['an action of a page', request('POST /accounts', 'host: a\r\nnext-action: 00\r\n', '[]'), 404],
    ['an action of a route', request('POST /api/v1/a', 'host: a\r\nnext-action: 00\r\n', '[]'), 404],
    ['a page to be changed', request('PUT /accounts'), 405],
    ['OPTIONS of a page', request('OPTIONS /accounts'), 405],
    ['a method that does not exist', request('STEAL /'), 400],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n', 400],
    [
      'two lengths',
      request('POST /api/v1/a', 'host: a.example\r\ncontent-length: 1\r\ncontent-length: 2\r\n', 'ab'),
      400,
    ],
    [
      'a length and chunks',
      request('POST /api/v1/a', 'host: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n', 'a'),
      400,
    ],
    ['a router state that is no JSON', request('GET /', 'host: a\r\nrsc: 1\r\nnext-router-state-tree: %FF\r\n'), 400],
    ['a router state of another shape', request('GET /', 'host: a\r\nnext-router-state-tree: %5B1%5D\r\n'), 400],
    ['headers without end', request('GET /', `host: a.example\r\nx-long: ${'a'.repeat(20_000)}\r\n`), 431],
  ])('%s', async (_, bytes, status) => {
    const port = await startFront()
    const answer = await send(port, bytes)
    expectAnswer(answer, status)
    // Words, and none of Node.js's or of the request.
    expect(answer?.split('\r\n\r\n')[1]).toMatch(/[A-Z][a-z]+( \S+)+\./)
    expect(answer).not.toMatch(/evil|HPE_|Error|node:/)
  })

  test('a route is answered in JSON, in the shape of its own errors', async () => {
    const answer = await send(await startFront(), request('GET /api/v1/%FF'))
    expect(JSON.parse(answer?.split('\r\n\r\n')[1] ?? '')).toEqual({
      error: { kind: 'invalid', message: 'The path is not text in UTF-8, encoded by percent signs.' },
    })
  })

  test.each([
    ['DELETE /api/v1/a', 405, 'invalid', 'GET, HEAD, POST, OPTIONS'],
    ['GET /api/v2/a', 404, 'not_found', undefined],
    ['OPTIONS /api/v1/a/b', 404, 'not_found', undefined],
    ['POST /api/?a=b', 404, 'not_found', undefined],
  ])('%s is answered %i in the shape of a route’s own errors', async (line, status, kind, allow) => {
    const answer = (await send(await startFront(), request(line))) ?? ''
    expectAnswer(answer, status)
    const { error } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '')
    expect(error).toEqual({ kind, message: expect.stringMatching(/^[A-Z][a-z]+ .*\.$/) })
    expect(/^allow: (.*)\r$/im.exec(answer)?.[1]).toBe(allow)
  })

  test('a page says its status before anything of it is sent, and no other request’s (T23)', async () => {
    const port = await startFront(async ({ url }, response) => {
      // As Next.js does: it waits for what the page reads, and then says 200.
      await new Promise(setImmediate)
      if (url === '/bad') setPageStatus(400)
      if (url === '/often') setPageStatus(429, 7)
      await new Promise(setImmediate)
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('a page')
    })
    const paths = ['/good', '/bad', '/often', '/good']
    const answers = await Promise.all(paths.map((path) => send(port, request(`GET ${path}`))))
    for (const [at, status] of [200, 400, 429, 200].entries()) expectAnswer(answers[at], status)
    expect(answers.map((answer) => /retry-after: (\d+)/i.exec(answer ?? '')?.[1])).toEqual([
      undefined,
      undefined,
      '7',
      undefined,
    ])
  })

  test('no bytes at all end the server, or are answered without the headers', async () => {
    const port = await startFront()
    const text = fc.string({ unit: 'binary-ascii', maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'HEAD', 'TRACE', ''),
        text,
        text,
        async (method, path, header) => {
          const answer = await send(
            port,
            Buffer.from(`${method} /${path} HTTP/1.1\r\nhost: a\r\n${header}\r\n\r\n`, 'latin1'),
          )
          expect(answer, 'closed within the limits').toBeDefined()
          for (const head of (answer ?? '').split(/(?=HTTP\/1\.1 \d)/)) {
            if (head.startsWith('HTTP/1.1'))
              for (const name of NAMES) expect(head.toLowerCase()).toContain(name.toLowerCase())
          }
        },
      ),
      { numRuns: 40, seed: 7 },
    )
    expect(await send(port, request('GET /fine'))).toContain('/fine 0')
  })
})

describe('what passes', () => {
  test('an error of what answers is 500 with the headers, and does not end the server', async () => {
    restore = useEnv({ logLevel: 'silent' })
    const port = await startFront(() => Promise.reject(new Error('password hunter2')))
    for (const path of ['/api/v1/accounts', '/accounts']) {
      const answer = await send(port, request(`GET ${path}`))
      expectAnswer(answer, 500)
      expect(answer).not.toContain('hunter2')
    }
  })

  test('a page keeps its own policy, and a file with a hash in its name may be kept', async () => {
    const port = await startFront(async ({ url }, response) => {
      if (url === '/') response.setHeader('content-security-policy', "script-src 'nonce-1'")
      response
        .writeHead(200, { 'cache-control': url === '/' ? 'no-store' : 'public, max-age=31536000, immutable' })
        .end()
    })
    expect(await send(port, request('GET /'))).toContain("content-security-policy: script-src 'nonce-1'")
    const file = await send(port, request('GET /_next/static/chunks/a.js'))
    expect(file).toContain('immutable')
    expect(file).toContain('x-content-type-options: nosniff')
  })

  test('what a page says of itself when it asks for the next one', async () => {
    const shown = encodeURIComponent(
      JSON.stringify(['', { children: ['(dashboard)', { children: ['__PAGE__', {}] }] }]),
    )
    const port = await startFront()
    expect(await send(port, request('GET /accounts', `host: a\r\nnext-router-state-tree: ${shown}\r\n`))).toContain(
      '/accounts 0',
    )
  })

  test('no answer of a route is kept in a cache, whatever the route says (T22)', async () => {
    const port = await startFront(async (_, response) => {
      response.writeHead(200, { 'Cache-Control': 'public, max-age=60' }).end('{}')
    })
    const answer = await send(port, request('GET /api/v1/accounts'))
    expect(answer).toContain('cache-control: no-store')
    expect(answer).not.toContain('public')
  })

  test.each([
    ['https://steward.example.org', true],
    ['http://steward.example.org', false],
    [undefined, false],
  ])('browsers keep to https exactly where people come over it: %s', async (baseUrl, kept) => {
    restore = useEnv({ baseUrl })
    const port = await startFront()
    for (const line of ['GET /', 'GET /%FF', 'TRACE /', 'STEAL /']) {
      expect((await send(port, request(line)))?.includes('strict-transport-security: max-age=')).toBe(kept)
    }
  })
})

describe('nobody holds a connection (T23)', () => {
  test('bodies that stop half way are closed with 408, and others are answered meanwhile', async () => {
    const port = await startFront()
    const half = 'POST /api/v1/stuck HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n{"a":'
    const stuck = Array.from({ length: 60 }, () => send(port, half))
    expect(await send(port, request('GET /fine'))).toContain('/fine 0')
    for (const answer of await Promise.all(stuck)) expectAnswer(answer, 408)
  })

  test('headers that never end are closed with 408', async () => {
    expectAnswer(await send(await startFront(), 'GET / HTTP/1.1\r\nhost: a\r\nx-slow: '), 408)
  })

  test('a body that comes byte by byte is closed too', async () => {
    const socket = connect(await startFront(), '127.0.0.1')
    socket.on('error', () => {})
    socket.write('POST /api/v1/slow HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n')
    const drip = setInterval(() => socket.write('a'), 20)
    const answer = await text(socket)
    clearInterval(drip)
    expectAnswer(answer, 408)
  })

  test('more connections than the limit are closed as they come, and there is room when others have left', async () => {
    const port = await startFront(readsBody, { ...QUICK, connections: 5 })
    const half = 'POST /api/v1/stuck HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n{'
    const stuck = Array.from({ length: 5 }, () => send(port, half))
    await Promise.race([new Promise((resolve) => setTimeout(resolve, 100)), ...stuck])
    expect(await send(port, request('GET /more'))).not.toContain('/more')
    await Promise.all(stuck)
    expect(await send(port, request('GET /more'))).toContain('/more 0')
  })
})

test.each([
  ['without a proxy of ours the connection has the last word', undefined, '127.0.0.1'],
  ['behind one the proxy has it', 'https://steward.example.org', '192.0.2.1, 198.51.100.7'],
])('whose address a request counts for: %s (T23)', async (_, baseUrl, address) => {
  restore = useEnv({ baseUrl })
  const port = await startFront(async (asked, response) => {
    response.end(asked.headers['x-forwarded-for'])
  })
  const answer = await send(port, request('GET /', 'host: a.example\r\nx-forwarded-for: 192.0.2.1, 198.51.100.7\r\n'))
  expect(answer?.split('\r\n\r\n')[1]).toContain(address)
  if (baseUrl === undefined) expect(answer).not.toContain('198.51.100.7')
})
