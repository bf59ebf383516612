import { NextRequest } from 'next/server'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { HOUR_MS, MINUTE_MS } from '../core/time.ts'
import { closeViewerDatabase } from '../db/as-viewer.ts'
import { authDatabase, closeAuthDatabase } from '../db/auth-database.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { useEnv } from '../env.ts'
import { handle } from '../http/handle.ts'
import { auth, forgetAuth } from './auth.ts'
import { beginSession, endSession } from './sessions.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, mode: 'demo', logLevel: 'silent', baseUrl: undefined })
})
beforeEach(async () => {
  await database.admin.query('TRUNCATE person, auth_session')
  await database.admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ('ann', 'a@example.org', 'Ann', 'ccoe', now())`,
  )
})
afterEach(() => {
  vi.useRealTimers()
  forgetAuth()
})
afterAll(async () => {
  restoreEnv()
  await closeAuthDatabase()
  await closeViewerDatabase()
  await database.drop()
})

const whoAmI = handle({ permission: 'posture:read', input: z.strictObject({}), run: async (viewer) => viewer })
const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const ask = async (cookie: string) => {
  const request = new NextRequest('http://127.0.0.1:3000/api/v1/thing', { headers: { cookie, host: '127.0.0.1:3000' } })
  return (await whoAmI(request, { params: Promise.resolve({}) })).status
}
const later = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
/** The token in a cookie, which stands before its signature. */
const tokenIn = (cookie: string) => decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? ''
const stored = async () =>
  (await database.admin.query<{ token: string; row: string }>('SELECT token, s::text AS row FROM auth_session s')).rows

describe('a session that is not used', () => {
  test('goes on for less than twelve hours and ends after them', async () => {
    const cookie = cookieOf(await beginSession('ann'))
    later(12 * HOUR_MS - MINUTE_MS)
    expect(await ask(cookie)).toBe(200)
    // Its use was written down: twelve hours count from there.
    later(12 * HOUR_MS - MINUTE_MS)
    expect(await ask(cookie)).toBe(200)
    later(12 * HOUR_MS + MINUTE_MS)
    expect(await ask(cookie)).toBe(401)
  })
})

test('a session that is used all the time ends after seven days', async () => {
  const cookie = cookieOf(await beginSession('ann'))
  for (let hour = 0; hour < 7 * 24 - 8; hour += 8) {
    later(8 * HOUR_MS)
    expect(await ask(cookie)).toBe(200)
  }
  later(8 * HOUR_MS + MINUTE_MS)
  expect(await ask(cookie)).toBe(401)
})

describe('the token of a session', () => {
  test('is nowhere in the database, and its hash in a cookie lets nobody in', async () => {
    const cookie = cookieOf(await beginSession('ann'))
    const token = tokenIn(cookie)
    expect(token.length).toBeGreaterThanOrEqual(32)
    const [row] = await stored()
    expect(row?.row).not.toContain(token)
    expect(await ask(cookie)).toBe(200)
    // Signed as the real one is: who knows the secret and the rows still has no token.
    const context = await auth().$context
    expect(await context.internalAdapter.findSession(row?.token ?? '')).toBeNull()
    expect(await context.internalAdapter.findSession(token)).not.toBeNull()
  })

  test('stays the same when the session is renewed', async () => {
    const cookie = cookieOf(await beginSession('ann'))
    later(HOUR_MS)
    const { headers } = await auth().api.getSession({ headers: new Headers({ cookie }), returnHeaders: true })
    expect(tokenIn(cookieOf(headers))).toBe(tokenIn(cookie))
  })

  test('ends its session and no other one', async () => {
    const [first, second] = [cookieOf(await beginSession('ann')), cookieOf(await beginSession('ann'))]
    await endSession(new Headers({ cookie: first }))
    expect([await ask(first), await ask(second)]).toEqual([401, 200])
  })
})

describe('sessions that are over', () => {
  test('are removed when somebody signs in, and those that are open stay', async () => {
    const open = cookieOf(await beginSession('ann'))
    await database.admin.query(`INSERT INTO auth_session (id, token, user_id, expires_at, created_at, updated_at)
      SELECT 'idle' || n, 'idle' || n, 'ann', now() - interval '1 minute', now() - interval '1 day', now() FROM generate_series(1, 600) n`)
    await database.admin.query(`INSERT INTO auth_session (id, token, user_id, expires_at, created_at, updated_at)
      SELECT 'old' || n, 'old' || n, 'ann', now() + interval '1 hour', now() - interval '8 days', now() FROM generate_series(1, 600) n`)
    await beginSession('ann')
    // A part of them each time, so that nobody waits for all.
    expect((await stored()).length).toBe(202)
    await beginSession('ann')
    expect((await stored()).length).toBe(3)
    expect(await ask(open)).toBe(200)
  })
})

describe('the cookie of a session', () => {
  test('behind https is for this host alone and never goes over http', async () => {
    const restore = useEnv({ baseUrl: 'https://steward.example.org' })
    forgetAuth()
    try {
      const [cookie] = (await beginSession('ann')).getSetCookie()
      expect(cookie).toMatch(/^__Host-steward_session=/)
      expect(cookie).toMatch(/; Secure(;|$)/)
      expect(cookie).toMatch(/; Path=\/(;|$)/)
      expect(cookie).toMatch(/; HttpOnly(;|$)/)
      expect(cookie).toMatch(/; SameSite=Lax(;|$)/)
      expect(cookie).not.toMatch(/Domain=/i)
      expect(await ask(cookie?.split(';')[0] ?? '')).toBe(200)
      // One that another host of the domain, or a page over http, could have set is none.
      expect(await ask((cookie?.split(';')[0] ?? '').replace('__Host-', ''))).toBe(401)
    } finally {
      restore()
    }
  })
})

test('no statement of signing in runs without a limit of time, or waits for a lock without one', async () => {
  const rows = await authDatabase().$queryRaw<{ statement: string; lock: string; role: string }[]>`
    SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock, current_user AS role`
  expect(rows).toEqual([{ statement: '5s', lock: '4s', role: 'steward_auth' }])
})
