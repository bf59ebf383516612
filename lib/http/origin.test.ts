import { afterEach, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { refuseForeignOrigin } from './origin.ts'

let restore: () => void = () => {}
afterEach(() => restore())

const post = (headers: Record<string, string>, method = 'POST') => ({ method, headers: new Headers(headers) })
const refuses = (request: { method: string; headers: Headers }) => {
  try {
    refuseForeignOrigin(request)
    return false
  } catch {
    return true
  }
}

test('our own pages may write', () => {
  restore = useEnv({ host: '127.0.0.1', baseUrl: undefined })
  expect(
    refuses(post({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' })),
  ).toBe(false)
})

test('a script, which sends no origin, may write', () => {
  restore = useEnv({ host: '127.0.0.1', baseUrl: undefined })
  expect(refuses(post({ host: '127.0.0.1:3000' }))).toBe(false)
})

test.each([
  ['another site', { host: '127.0.0.1:3000', origin: 'https://evil.example' }],
  ['another port of this machine', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3001' }],
  ['a frame without an origin', { host: '127.0.0.1:3000', origin: 'null' }],
  ['another site that hides its origin', { host: '127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
  ['a name made to point at this machine', { host: 'evil.example:3000', origin: 'http://evil.example:3000' }],
] as const)('%s may not write (T9)', (_, headers) => {
  restore = useEnv({ host: '127.0.0.1', baseUrl: undefined })
  expect(refuses(post(headers))).toBe(true)
})

test('behind a proxy only the public address counts', () => {
  restore = useEnv({ host: '0.0.0.0', baseUrl: 'https://steward.example.org' })
  expect(refuses(post({ host: 'web:3000', origin: 'https://steward.example.org' }))).toBe(false)
  expect(refuses(post({ host: 'web:3000', origin: 'http://web:3000' }))).toBe(true)
})

test('reading is not a matter of origin', () => {
  restore = useEnv({ host: '127.0.0.1', baseUrl: undefined })
  expect(refuses(post({ host: '127.0.0.1:3000', origin: 'https://evil.example' }, 'GET'))).toBe(false)
})
