import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from './fixtures.ts'

/** Set here once more, so that taking one out of the product fails. */
const HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}

/** What comes back for bytes that no browser would send. */
function send(baseUrl: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect(Number(port), hostname)
  socket.write(bytes)
  return text(socket)
}

test('the product as it is built gives no source away (T25)', async ({ page, signIn }) => {
  await signIn('ccoe')
  const html = await (await page.request.get('/')).text()
  const files = [...new Set([...html.matchAll(/\/_next\/static\/[^"'\\ ]+\.(?:js|css)/g)].map(([file]) => file))]
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) {
    const answer = await page.request.get(file)
    expect(answer.status(), file).toBe(200)
    expect(await answer.text(), file).not.toContain('sourceMappingURL')
    expect((await page.request.get(`${file}.map`)).status(), file).toBe(404)
  }
})

test('every kind of answer has the six security headers and a policy, also where it refuses (T10)', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const html = await (await page.request.get('/sign-in')).text()
  const file = /\/_next\/static\/[^"'\\ ]+\.js/.exec(html)?.[0] ?? ''
  const asked = [
    ['GET', '/', 200],
    ['GET', '/no-such-page', 404],
    ['GET', file, 200],
    ['GET', '/icon.svg', 200],
    ['GET', '/api/v1/overview', 200],
    ['GET', '/api/v1/accounts?size=7', 400],
    ['GET', '/api/v1/no-such-route', 404],
    ['DELETE', '/api/v1/accounts', 405],
    ['PUT', '/accounts', 405],
    ['GET', '/accounts?text=%00', 400],
    ['GET', '/api/v1/exports/accounts?format=csv', 200],
  ] as const
  for (const [method, path, status] of asked) {
    const answer = await page.request.fetch(path, { method })
    expect([path, answer.status()]).toEqual([path, status])
    expect(answer.headers(), path).toMatchObject(HEADERS)
    expect(answer.headers()['content-security-policy'], path).toContain("frame-ancestors 'none'")
    if (path.startsWith('/api/')) expect(answer.headers()['cache-control'], path).toBe('no-store')
    if (path.startsWith('/api/') && status >= 400) {
      expect((await answer.json()).error, path).toMatchObject({ message: expect.stringMatching(/\w+ \w+/) })
    }
  }
})

test('bytes that are no request are answered in words too, with the headers', async ({ baseURL }) => {
  for (const line of ['GET /%FF', 'TRACE /', 'STEAL /', 'GET //evil.example']) {
    const answer = await send(baseURL ?? '', `${line} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
    expect(answer.split(' ')[1], line).toMatch(/^40[05]$/)
    for (const [name, value] of Object.entries(HEADERS)) expect(answer, line).toContain(`${name}: ${value}`)
  }
})
