import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isHttps, localOrigin, ownOrigin, parseBaseUrl } from './own-address.ts'

test.each([
  ['https://steward.example.org', 'https://steward.example.org'],
  ['https://steward.example.org/', 'https://steward.example.org'],
  ['HTTPS://Steward.Example.ORG', 'https://steward.example.org'],
  ['https://steward.example.org:443', 'https://steward.example.org'],
  ['http://10.1.2.3:8080/', 'http://10.1.2.3:8080'],
  ['http://[2001:DB8::1]:3000', 'http://[2001:db8::1]:3000'],
  ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
])('the base URL %s is %s', (text, origin) => {
  expect(parseBaseUrl(text)).toEqual({ origin })
})

test.each([
  ['https://host.example/governance', 'not under a path'],
  ['https://host.example/governance/', 'not under a path'],
  ['https://host.example//', 'not under a path'],
  ['https://host.example/?', 'not under a path'],
  ['https://host.example?next=1', 'not under a path'],
  ['https://host.example/#top', 'not under a path'],
  ['https://host.example#', 'not under a path'],
  ['https://ann:secret@host.example', 'no user name'],
  ['https://ann@host.example', 'no user name'],
  ['ftp://host.example', 'http or https'],
  ['javascript:alert(1)', 'http or https'],
  ['host.example', 'http or https'],
  ['localhost:3000', 'http or https'],
  ['https://', 'http or https'],
])('the base URL %s is refused: %s', (text, words) => {
  expect(parseBaseUrl(text)).toEqual({ problem: expect.stringMatching(new RegExp(`^must .*${words}`)) })
})

test('a base URL that is taken is an origin, and stays the same when it is parsed again', () => {
  const scheme = fc.constantFrom('http://', 'https://', 'HTTPS://', 'ftp://', '')
  const port = fc.oneof(
    fc.constant(''),
    fc.integer({ min: 0, max: 70_000 }).map((number) => `:${number}`),
  )
  fc.assert(
    fc.property(fc.tuple(scheme, fc.domain(), port, fc.constantFrom('', '/', '/a', '?a', '#a')), (parts) => {
      const text = parts.join('')
      const parsed = parseBaseUrl(text)
      if ('problem' in parsed) return
      expect(new URL(parsed.origin).href).toBe(`${parsed.origin}/`)
      expect(parseBaseUrl(parsed.origin)).toEqual(parsed)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3000'],
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://[::1]:3000'],
  ['::1', 'http://[::1]:3000'],
  ['steward.internal', 'http://steward.internal:3000'],
])('a server that listens on %s can be opened at %s', (host, origin) => {
  expect(localOrigin({ host, port: 3000 })).toBe(origin)
  expect(ownOrigin({ baseUrl: undefined, host, port: 3000 })).toBe(origin)
  expect(ownOrigin({ baseUrl: 'https://steward.example.org', host, port: 3000 })).toBe('https://steward.example.org')
})

test('only an address over TLS counts as one', () => {
  expect([undefined, 'http://https.example', 'https://host.example'].map(isHttps)).toEqual([false, false, true])
})
