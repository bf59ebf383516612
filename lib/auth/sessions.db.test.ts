import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { closeViewerDatabase } from '../db/as-viewer.ts'
import { closeAuthDatabase } from '../db/auth-database.ts'
import { readDatabaseUrl } from '../db/database-url.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { useEnv } from '../env.ts'
import { handle } from '../http/handle.ts'
import { issueAdministratorLink, redeemAdministratorLink } from './administrator-link.ts'
import { signInToDemo } from './demo-sign-in.ts'
import { beginSession, endSession } from './sessions.ts'

let database: TestDatabase
let restoreEnv: () => void

const whoAmI = handle({ permission: 'posture:read', input: z.strictObject({}), run: async (viewer) => viewer })
const startSomething = handle({
  permission: 'runs:start',
  input: z.strictObject({}),
  run: async () => ({ started: true }),
})
const context = { params: Promise.resolve({}) }

const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const request = (cookie: string, method = 'GET') =>
  new NextRequest('http://127.0.0.1:3000/api/v1/thing', { method, headers: { cookie, host: '127.0.0.1:3000' } })
const ask = (cookie: string) => whoAmI(request(cookie), context)

async function addPerson(id: string, role: string | null, teamIds: string[] = []) {
  await database.admin.query(
    `INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1 || '@example.org', $1, $2, now())`,
    [id, role],
  )
  for (const teamId of teamIds) await database.admin.query('INSERT INTO membership VALUES ($1, $2)', [id, teamId])
}

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, mode: 'demo', logLevel: 'silent', baseUrl: undefined })
})
beforeEach(async () => {
  await database.admin.query('TRUNCATE person, membership, auth_session, administrator_link')
})
afterAll(async () => {
  restoreEnv()
  await closeAuthDatabase()
  await closeViewerDatabase()
  await database.drop()
})

test('every sign-in takes away links, and states of sign-ins under way, that are over; others stay', async () => {
  await addPerson('ann', 'member', [])
  const row = (name: string, from: string) =>
    database.admin.query(
      `WITH link AS (INSERT INTO administrator_link VALUES (sha256(convert_to($1, 'UTF8')), $1, now(), now() + $2::interval))
       INSERT INTO auth_verification VALUES ($1, $1, 'x', now() + $2::interval, now(), now())`,
      [name, from],
    )
  await row('over', '-1 second')
  await row('long over', '-90 days')
  await row('good', '10 minutes')
  await beginSession('ann')
  const { rows } = await database.admin.query(
    'SELECT email AS name FROM administrator_link UNION ALL SELECT id FROM auth_verification',
  )
  expect(rows).toEqual([{ name: 'good' }, { name: 'good' }])
})

describe('a session', () => {
  test('lets its person read also where the database takes no changes, though its use cannot be written down (F62)', async () => {
    await addPerson('ann', 'member', ['payments'])
    const cookie = cookieOf(await beginSession('ann'))
    // So late that its use would be written down.
    await database.admin.query(`UPDATE auth_session SET expires_at = now() + interval '1 hour'`)
    const name = readDatabaseUrl(database.url).database
    // Such a setting counts for connections that begin after it.
    const endConnections = () =>
      database.admin.query(
        'SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = $1 AND usename <> current_user',
        [name],
      )
    await database.admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await endConnections()
    try {
      expect((await ask(cookie)).status).toBe(200)
    } finally {
      await database.admin.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`)
      await endConnections()
    }
  })

  test('is a row, and its cookie is kept from scripts and other sites', async () => {
    await addPerson('ann', 'member', ['payments'])
    const headers = await beginSession('ann')
    expect(headers.getSetCookie().join()).toMatch(/^steward_session=.+HttpOnly; SameSite=Lax/)
    const answer = await ask(cookieOf(headers))
    expect(await answer.json()).toEqual({ personId: 'ann', name: 'ann', role: 'member', teamIds: ['payments'] })
  })

  test('that was never begun is 401', async () => {
    expect((await ask('')).status).toBe(401)
    expect((await ask('steward_session=forged.signature')).status).toBe(401)
  })

  test('whose token is right and whose signature is not is 401', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    expect((await ask(cookie.replace(/\.[^.]+$/, '.AAAA'))).status).toBe(401)
  })

  test('shows a change of role and teams with the next request (T8)', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    await database.admin.query(`UPDATE person SET role = 'member'`)
    await database.admin.query(`INSERT INTO membership VALUES ('ann', 'web')`)
    expect(await (await ask(cookie)).json()).toMatchObject({ role: 'member', teamIds: ['web'] })
    await database.admin.query('UPDATE person SET role = NULL')
    expect((await ask(cookie)).status).toBe(401)
  })

  test('ends with the person who is disabled, row and all (T8)', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    await database.admin.query('UPDATE person SET disabled_at = now()')
    expect((await ask(cookie)).status).toBe(401)
    expect((await database.admin.query('SELECT FROM auth_session')).rowCount).toBe(0)
  })

  test('ends when it was idle, and when it is old however busy it was', async () => {
    await addPerson('ann', 'ccoe')
    const idle = cookieOf(await beginSession('ann'))
    await database.admin.query(`UPDATE auth_session SET expires_at = now() - interval '1 minute'`)
    expect((await ask(idle)).status).toBe(401)
    const old = cookieOf(await beginSession('ann'))
    await database.admin.query(`UPDATE auth_session SET created_at = now() - interval '8 days'`)
    expect((await ask(old)).status).toBe(401)
  })

  test('ends with signing out, for everybody who has its cookie', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    await endSession(new Headers({ cookie }))
    expect((await ask(cookie)).status).toBe(401)
  })
})

describe('a route', () => {
  test('refuses what the role does not allow', async () => {
    await addPerson('ada', 'auditor')
    const cookie = cookieOf(await beginSession('ada'))
    expect((await startSomething(request(cookie, 'POST'), context)).status).toBe(403)
  })

  test('refuses input that it does not know, by name', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    const asked = new NextRequest('http://127.0.0.1:3000/api/v1/thing?role=ccoe', { headers: { cookie } })
    const answer = await whoAmI(asked, context)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('role')
  })

  test('is 503 without a database, and never lets anybody in (T7)', async () => {
    await addPerson('ann', 'ccoe')
    const cookie = cookieOf(await beginSession('ann'))
    await closeAuthDatabase()
    const away = useEnv({ webDatabaseUrl: 'postgresql://nobody:nothing@127.0.0.1:9/none' })
    try {
      expect((await ask(cookie)).status).toBe(503)
    } finally {
      away()
      await closeAuthDatabase()
    }
  })
})

describe('the demo', () => {
  test('signs its people in without a proof', async () => {
    await database.admin.query(`INSERT INTO installation (id, mode, created_at) VALUES (1, 'demo', now())
      ON CONFLICT (id) DO UPDATE SET mode = 'demo'`)
    const answer = await ask(cookieOf(await signInToDemo('member-a')))
    expect(await answer.json()).toMatchObject({ personId: 'member-a', role: 'member', teamIds: ['payments'] })
  })

  test('has no such sign-in for anybody else', async () => {
    await addPerson('ann', 'ccoe')
    await expect(signInToDemo('ann')).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('is none where the settings or the data are real', async () => {
    const real = useEnv({ mode: 'aws' })
    await expect(signInToDemo('ccoe')).rejects.toMatchObject({ kind: 'not_found' })
    real()
    await database.admin.query(`UPDATE installation SET mode = 'aws'`)
    await expect(signInToDemo('ccoe')).rejects.toMatchObject({ kind: 'not_found' })
    expect((await database.admin.query('SELECT FROM auth_session')).rowCount).toBe(0)
  })
})

describe("the first administrator's link", () => {
  const tokenOf = (url: string) => new URL(url).hash.slice(1)

  test('makes an administrator once, and the second use is refused', async () => {
    const { url } = await issueAdministratorLink('Root@Example.org')
    const answer = await ask(cookieOf(await redeemAdministratorLink(tokenOf(url))))
    expect(await answer.json()).toMatchObject({ name: 'root@example.org', role: 'ccoe' })
    await expect(redeemAdministratorLink(tokenOf(url))).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('npx steward admin create EMAIL'),
    })
  })

  test('of two clicks at once lets one through', async () => {
    const { url } = await issueAdministratorLink('root@example.org')
    const clicks = await Promise.allSettled([1, 2, 3, 4].map(() => redeemAdministratorLink(tokenOf(url))))
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is of no use after fifteen minutes, and its token is nowhere in the database', async () => {
    const { url, expiresAt } = await issueAdministratorLink('root@example.org')
    expect(Math.round((expiresAt.getTime() - Date.now()) / 60_000)).toBe(15)
    const { rows } = await database.admin.query<{ all: string }>(
      `SELECT string_agg(l::text, '') || (SELECT string_agg(h::text, '') FROM history h) AS all FROM administrator_link l`,
    )
    expect(rows[0]?.all).not.toContain(tokenOf(url))
    await database.admin.query(`UPDATE administrator_link SET expires_at = now() - interval '1 second'`)
    await expect(redeemAdministratorLink(tokenOf(url))).rejects.toMatchObject({ kind: 'forbidden' })
  })

  test('leaves two entries in the history: that it was made, and by whom it was used', async () => {
    const { url } = await issueAdministratorLink('trace@example.org')
    await redeemAdministratorLink(tokenOf(url))
    const { rows } = await database.admin.query<{ action: string }>(
      `SELECT action FROM history WHERE object = 'email:trace@example.org' OR entry->>'email' = 'trace@example.org' ORDER BY at`,
    )
    expect(rows.map(({ action }) => action).sort()).toEqual(['administrator_link.issued', 'administrator_link.used'])
  })
})
