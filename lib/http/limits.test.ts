import { NextRequest } from 'next/server.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useEnv } from '../env.ts'
import { handleAnyone } from './handle.ts'
import { addressOf, countUse, forgetUses } from './limits.ts'

let restore: () => void
beforeEach(() => {
  restore = useEnv({ requestsPerMinute: 100 })
  forgetUses()
})
afterEach(() => {
  restore()
  forgetUses()
})

async function allowed(use: Parameters<typeof countUse>[0], who: string): Promise<number> {
  for (let count = 0; count < 1_000; count += 1) {
    try {
      await countUse(use, who)
    } catch {
      return count
    }
  }
  return Number.POSITIVE_INFINITY
}

test.each([
  ['read', 100],
  ['change', 20],
  ['export', 5],
  ['anyone', 10],
] as const)(
  'of %s one person has %i a minute at a limit of 100, and nobody else is kept waiting (T23)',
  async (use, most) => {
    expect(await allowed(use, 'one')).toBe(most)
    expect(await allowed(use, 'another')).toBe(most)
  },
)

test('who used up one kind of request may still use the others', async () => {
  await allowed('export', 'one')
  expect(await allowed('read', 'one')).toBe(100)
})

test('a route for anyone answers 429 with when to come back, by the address that asks', async () => {
  const route = handleAnyone({ input: z.strictObject({}), run: async () => ({}) })
  const ask = (address: string) => {
    const headers = { 'x-forwarded-for': `192.0.2.1, ${address}` }
    return route(new NextRequest('http://127.0.0.1/api/demo', { headers }), { params: Promise.resolve({}) })
  }
  for (let count = 0; count < 10; count += 1) expect((await ask('198.51.100.7')).status).toBe(200)
  const refused = await ask('198.51.100.7')
  const { error } = (await refused.json()) as { error: { kind: string; message: string } }
  expect([refused.status, error.kind]).toEqual([429, 'limited'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(error.message).toContain('Wait ')
  expect((await ask('198.51.100.8')).status).toBe(200)
})

test('an address is the last one named: those before it can be written by the person who asks', () => {
  expect(addressOf(new Headers({ 'x-forwarded-for': '10.0.0.1, 203.0.113.9' }))).toBe('203.0.113.9')
  expect(addressOf(new Headers())).toBe('unknown')
})
