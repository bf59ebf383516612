import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { asViewer, closeViewerDatabase, operator, type Viewer } from './as-viewer.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: [] }
const auditor: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }

type Settings = { role: string; person: string; statement: string; lock: string; zone: string }
const settings = (viewer: Viewer, options?: { statementTimeoutMs: number }) =>
  asViewer(
    viewer,
    async (tx) => {
      const rows = await tx.$queryRaw<Settings[]>`
        SELECT current_user AS role, current_setting('steward.person') AS person,
          current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
          current_setting('timezone') AS zone`
      return rows[0]
    },
    options,
  )

describe('the transaction of a viewer', () => {
  test('has a limit for every statement and a shorter one for locks, whoever it is', async () => {
    const limits = { statement: '5s', lock: '4s', zone: 'UTC' }
    expect(await settings(operator)).toEqual({ ...limits, role: 'steward_web_all', person: 'operator' })
    expect(await settings(auditor)).toEqual({ ...limits, role: 'steward_web_all', person: 'ada' })
    expect(await settings(member)).toEqual({ ...limits, role: 'steward_web_member', person: 'mara' })
  })

  test('takes the limit of who asks for another, and still waits for locks a shorter time', async () => {
    expect(await settings(member, { statementTimeoutMs: 60_000 })).toMatchObject({ statement: '1min', lock: '4s' })
    expect(await settings(member, { statementTimeoutMs: 1_000 })).toMatchObject({ statement: '1s', lock: '800ms' })
  })

  test('ends a statement that runs too long (T11)', async () => {
    const slow = asViewer(member, (tx) => tx.$queryRaw`SELECT FROM pg_sleep(20)`, { statementTimeoutMs: 200 })
    await expect(slow).rejects.toThrow('canceling statement due to statement timeout')
  })

  test('leaves nothing of itself to the next one on the same connection', async () => {
    for (const viewer of [auditor, member, operator, member]) {
      expect((await settings(viewer))?.person).toBe(viewer.personId)
    }
    const waiting = Array.from({ length: 30 }, (_, n) => ({ ...member, personId: `member-${n}` }))
    const seen = await Promise.all(waiting.map((viewer) => settings(viewer)))
    expect(seen.map((row) => row?.person)).toEqual(waiting.map(({ personId }) => personId))
  })
})
