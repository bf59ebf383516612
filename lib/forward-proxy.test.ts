import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEnv } from './env.ts'
import { PROXY_SETTINGS, proxyFor } from './forward-proxy.ts'

const read = (settings: Record<string, string>) => parseEnv({ STEWARD_MODE: 'aws', ...settings }).forwardProxies
const endpoint = (text: string) => {
  const { protocol, hostname, port } = new URL(text)
  return { protocol, hostname, port: port === '' ? undefined : Number(port) }
}
const STS = endpoint('https://sts.eu-central-1.amazonaws.com')

test.each([
  [{ HTTPS_PROXY: 'http://proxy:3128' }, 'HTTPS_PROXY', 'http://proxy:3128/'],
  [{ HTTPS_PROXY: 'http://big:1', https_proxy: 'http://small:2' }, 'HTTPS_PROXY', 'http://small:2/'],
  [{ HTTPS_PROXY: 'proxy:3128' }, 'HTTPS_PROXY', 'http://proxy:3128/'],
  [{ HTTPS_PROXY: 'https://u:p%23@proxy' }, 'HTTPS_PROXY', 'https://u:p%23@proxy/'],
  [{ ALL_PROXY: 'http://all:8080', HTTP_PROXY: 'http://other:1' }, 'ALL_PROXY', 'http://all:8080/'],
  [{ HTTPS_PROXY: 'http://proxy:1', ALL_PROXY: 'socks5://unused:1' }, 'HTTPS_PROXY', 'http://proxy:1/'],
])('%j leads out by %s', (settings, setting, url) => {
  const http = 'HTTP_PROXY' in settings ? {} : { HTTP_PROXY: 'http://unused:1' }
  expect(proxyFor(STS, read({ ...http, ...settings } as Record<string, string>))).toEqual({ setting, url })
})

describe('NO_PROXY', () => {
  test.each<[string, string, boolean]>([
    ['amazonaws.com', 'https://sts.eu-central-1.amazonaws.com', true],
    ['.amazonaws.com', 'https://sts.eu-central-1.amazonaws.com', true],
    ['*.amazonaws.com', 'https://sts.eu-central-1.amazonaws.com', true],
    ['x.example, AMAZONAWS.com', 'https://sts.eu-central-1.amazonaws.com', true],
    ['x.example amazonaws.com', 'https://sts.eu-central-1.amazonaws.com', true],
    ['*', 'https://sts.eu-central-1.amazonaws.com', true],
    ['amazonaws.com:443', 'https://sts.eu-central-1.amazonaws.com', true],
    ['amazonaws.com:8443', 'https://sts.eu-central-1.amazonaws.com', false],
    ['aws.com', 'https://sts.eu-central-1.amazonaws.com', false],
    ['.', 'https://sts.eu-central-1.amazonaws.com', false],
    ['10.0.0.0/8', 'https://10.20.30.40', true],
    ['10.0.0.0/8', 'https://11.20.30.40', false],
    ['10.0.0.0/99', 'https://10.20.30.40', false],
    ['fd00::/8', 'https://[fd00::1]', true],
    ['10.20.30.40', 'https://10.20.30.40:444', true],
    ['127.0.0.1,localhost,[::1]', 'http://[::1]:4566', true],
    ['127.0.0.1,localhost', 'http://localhost:4566', true],
    ['', 'https://sts.eu-central-1.amazonaws.com', false],
  ])('%j: %s goes past the proxy: %s', (exceptions, url, isPast) => {
    const proxies = read({ HTTPS_PROXY: 'http://proxy:1', HTTP_PROXY: 'http://proxy:1', NO_PROXY: exceptions })
    expect(proxyFor(endpoint(url), proxies) === undefined).toBe(isPast)
  })
})

test.each([
  ['HTTPS_PROXY', 'socks5://u:hunter2@proxy:1080'],
  ['HTTPS_PROXY', 'http://u:hun#ter2@proxy:3128'],
  ['HTTPS_PROXY', 'http://u:hunter2/@proxy:3128'],
  ['HTTPS_PROXY', 'http://u:hunter2%@proxy:3128'],
  ['HTTPS_PROXY', 'http://proxy:hunter2'],
  ['https_proxy', 'ht tp://hunter2'],
  ['HTTP_PROXY', 'http://'],
  ['ALL_PROXY', 'socks5h://hunter2:1'],
])('%s=%s is refused by its name and without its value', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(`${name.toUpperCase()} must be the URL of a proxy`)
  expect(() => read({ [name]: value })).not.toThrow(/hun/)
})

test('with any text a setting of the proxy works or is refused by its name and not by its value', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc
      .tuple(fc.constantFrom('http://', 'https://', 'socks5://', ''), fc.string(), fc.string())
      .map(([a, b, c]) => `${a}${b}:${c}@h:1`),
  )
  fc.assert(
    fc.property(fc.constantFrom(...PROXY_SETTINGS), text, (name, value) => {
      const secret = `hunter2${value}`
      try {
        proxyFor(STS, read({ [name]: secret }))
      } catch (error) {
        expect(error).toMatchObject({ kind: 'usage', message: expect.stringMatching(`^${name} must be`) })
        expect((error as Error).message).not.toContain('hunter2')
      }
    }),
  )
})

test('a demo goes by no proxy and is stopped by none', () => {
  expect(() => parseEnv({ HTTPS_PROXY: 'socks5://x' })).not.toThrow()
})
