import { NextRequest } from 'next/server.js'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useEnv } from '../env.ts'
import { AppError } from '../errors.ts'
import { handleAnyone } from './handle.ts'

let restore: () => void = () => {}
afterEach(() => restore())

const input = z.strictObject({})

async function answerOf(run: () => Promise<unknown>): Promise<Response> {
  const request = new NextRequest('http://127.0.0.1:3000/api/v1/things')
  return handleAnyone({ input, run })(request, { params: Promise.resolve({}) })
}

test.each<[string, () => Promise<unknown>, number]>([
  ['a value', async () => ({ rows: [] }), 200],
  ['nothing', async () => undefined, 204],
  ['an answer of its own', async () => new Response('a,b\n', { headers: { 'cache-control': 'public' } }), 200],
  ['what a caller can act on', () => Promise.reject(new AppError('not_found', 'There is no such thing.')), 404],
  ['a bug', () => Promise.reject(new Error('a bug')), 500],
])('a route that gives %s leaves nothing in any cache (T22)', async (_, run, status) => {
  restore = useEnv({ logLevel: 'silent' })
  const response = await answerOf(run)
  expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store'])
})
