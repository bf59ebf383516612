import { afterEach, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { AppError } from '../errors.ts'
import { errorResponse } from './error-response.ts'

const request = { method: 'GET', url: 'http://127.0.0.1/api/v1/accounts' }
let restore: () => void = () => {}
afterEach(() => restore())

test.each([
  ['invalid', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not_found', 404],
  ['conflict', 409],
  ['unavailable', 503],
] as const)('what a caller can act on is told: %s as %d', async (kind, status) => {
  const response = errorResponse(new AppError(kind, 'Do this.'), request)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error: { kind, message: 'Do this.' } })
})

test('a database that is away is 503, however deep the error says so (T7)', () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
  expect(errorResponse(new Error('query failed', { cause }), request).status).toBe(503)
})

test('a bug is told as ours, without its words, its stack or its values (T14)', async () => {
  restore = useEnv({ logLevel: 'silent' })
  const response = errorResponse(new Error('password hunter2 at /srv/app.ts:3'), request)
  expect(response.status).toBe(500)
  expect(await response.text()).not.toMatch(/hunter2|app\.ts/)
})

test('no answer is kept by anybody', () => {
  expect(errorResponse(new AppError('not_found', 'Nothing.'), request).headers.get('cache-control')).toBe('no-store')
})
