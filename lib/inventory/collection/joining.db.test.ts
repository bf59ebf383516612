import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { clock, machineClock, setClockOffset } from '../../core/clock.ts'
import { joinedInWords } from '../../core/joined-run.ts'
import { MINUTE_MS, SECOND_MS } from '../../core/time.ts'
import { closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { beginAttempts } from '../../db/sql/collection/begin-attempts.ts'
import { countExpectedScopes } from '../../db/sql/collection/count-expected-scopes.ts'
import { planScopes } from '../../db/sql/collection/plan-scopes.ts'
import { writeOutcomes } from '../../db/sql/collection/write-outcomes.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { requestRun as requestInWeb } from '../../domains/runs/mutations.ts'
import { useEnv } from '../../env.ts'
import { beginInTurn } from './begin-in-turn.ts'
import { carryOutRun } from './carry-out.ts'
import { endReadRun } from './end-run.ts'
import { joinOrRequestRun, type RunWish, requestRun } from './request-run.ts'

const [ONE, TWO] = ['111111111111', '222222222222'] as const
const REGION = 'eu-central-1'
const FUNCTIONS = 'lambda.functions'

let database: TestDatabase
let second: pg.Pool
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  second = new pg.Pool({ connectionString: database.workerUrl, max: 8 })
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  for (const id of [ONE, TWO]) {
    await database.admin.query(
      `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since) VALUES ($1, '', '', '', 'ACTIVE', $2, $2)`,
      [id, clock.now()],
    )
  }
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await second.end()
  await database.drop()
})
beforeEach(() => database.admin.query('TRUNCATE scope, run_scope, collection_run'))
afterEach(() => setClockOffset(0))

const ask = (wish: RunWish = {}) => joinOrRequestRun(database.worker, wish)
const begin = (runId: string) => beginInTurn(database.worker, runId, MINUTE_MS)
const scope = (accountId: string, source = FUNCTIONS) => ({ accountId, source, region: REGION })

async function countRuns(): Promise<number> {
  return (await database.admin.query('SELECT FROM collection_run')).rowCount ?? 0
}

/** A run that goes on, with scopes of both accounts. */
async function runOf(wish: RunWish = {}): Promise<string> {
  const id = await requestRun(database.worker, wish)
  expect(await begin(id)).toBe(true)
  await planScopes(database.worker, id, [scope(ONE), scope(TWO)], clock.now())
  await countExpectedScopes(database.worker, id)
  return id
}

async function read(runId: string, accountId: string): Promise<void> {
  const attempts = await beginAttempts(database.worker, runId, [scope(accountId)], clock.now())
  const ended = { status: 'complete', cause: null, message: null, remedy: null, changed: false, lost: false }
  const figures = { rows: 1, pages: 1, awsCalls: 1, throttles: 0, durationMs: 1 }
  await writeOutcomes(
    database.worker,
    runId,
    attempts.map((attempt) => ({ ...attempt, ...ended, ...figures })),
    clock.now(),
  )
}

test('sixteen who ask for everything at the same moment, by page and by command, get one run', async () => {
  for (let round = 0; round < 4; round++) {
    await database.admin.query('TRUNCATE collection_run')
    const asked = await Promise.all(
      Array.from({ length: 16 }, async (_, index) => {
        if (index % 3 === 2) return (await requestInWeb(operator, { sources: [], accountIds: [] })).runId
        return (await joinOrRequestRun(index % 2 ? database.worker : second, {})).id
      }),
    )
    expect(new Set(asked).size).toBe(1)
    expect(await countRuns()).toBe(1)
  }
})

test('a run that has just begun answers whoever asks for as much or less, and says since when', async () => {
  const runId = await runOf()
  setClockOffset(40 * SECOND_MS)
  for (const wish of [{}, { sources: [FUNCTIONS] }, { accountIds: [ONE] }, { regions: [REGION], accountIds: [TWO] }]) {
    const run = await ask(wish)
    expect([run.id, run.joined]).toEqual([runId, true])
    expect(joinedInWords(run, clock.now())).toBe('A collection that began 40 s ago answers this.')
  }
  expect(await requestInWeb(operator, { sources: [], accountIds: [ONE] })).toEqual({
    runId,
    joined: true,
    message: 'A collection that began 40 s ago answers this.',
  })
})

test('what a run read long ago is not given for fresh; what it has not begun is', async () => {
  const runId = await runOf()
  await read(runId, ONE)
  setClockOffset(6 * MINUTE_MS)
  expect(await ask({ accountIds: [TWO], sources: [FUNCTIONS] })).toMatchObject({ id: runId, joined: true })
  const again = await ask({ accountIds: [ONE], sources: [FUNCTIONS] })
  expect(again.joined).toBe(false)
  expect((await ask()).joined).toBe(false)
})

test('a run of which a part is not read, or that nobody drives any more, answers nobody', async () => {
  await runOf({ trigger: 'schedule', readsAll: false })
  expect((await ask()).joined).toBe(false)
  await database.admin.query('TRUNCATE scope, run_scope, collection_run')
  await runOf()
  await database.admin.query('UPDATE collection_run SET lease_until = $1', [new Date(0)])
  expect((await ask()).joined).toBe(false)
})

test('a start takes the run of what is due that its worker has begun', async () => {
  const runId = await runOf({ trigger: 'schedule', readsAll: false })
  setClockOffset(10 * MINUTE_MS)
  expect(await ask({ trigger: 'start' })).toMatchObject({ id: runId, joined: true })
})

test('who asks for more than is being read waits in one run behind it, and so does everybody who asks for the same', async () => {
  const narrow = await runOf({ accountIds: [ONE] })
  const wide = await Promise.all(Array.from({ length: 8 }, () => ask()))
  expect(new Set(wide.map(({ id }) => id)).size).toBe(1)
  expect(await countRuns()).toBe(2)
  const [queued] = wide
  expect(await begin(queued?.id ?? '')).toBe(false)
  await read(narrow, ONE)
  await read(narrow, TWO)
  await endReadRun(database.worker, narrow)
  expect(await begin(queued?.id ?? '')).toBe(true)
})

test('of runs that read the same, one is begun at a time, whoever begins them', async () => {
  for (let round = 0; round < 5; round++) {
    await database.admin.query('TRUNCATE run_scope, collection_run')
    const one = await ask({ accountIds: [ONE], sources: [FUNCTIONS] })
    const both = await ask({ sources: [FUNCTIONS] })
    const begun = await Promise.all(
      [one, both, one, both].map(({ id }, index) => beginInTurn(index % 2 ? database.worker : second, id, MINUTE_MS)),
    )
    expect(begun.filter(Boolean)).toHaveLength(1)
  }
})

test('an account that a run has done with is read again at once, beside what is left of it', async () => {
  const runId = await runOf({ sources: [FUNCTIONS] })
  await read(runId, ONE)
  setClockOffset(6 * MINUTE_MS)
  const again = await ask({ accountIds: [ONE], sources: [FUNCTIONS] })
  expect(again.joined).toBe(false)
  expect(await begin(again.id)).toBe(true)
})

test('a run whose driver fell silent keeps nobody waiting', async () => {
  const runId = await runOf()
  const lapsed = new Date(machineClock.now().getTime() - SECOND_MS)
  await database.admin.query('UPDATE collection_run SET lease_until = $2 WHERE id = $1', [runId, lapsed])
  expect(await begin((await ask()).id)).toBe(true)
})

test('who joins for one account waits for that account, not for the others', async () => {
  const runId = await runOf({ sources: [FUNCTIONS] })
  const wanted = { accountIds: [ONE], sources: [FUNCTIONS], regions: [] }
  let isOver = false
  const waiting = carryOutRun(database.worker, runId, { wanted }).then(() => {
    isOver = true
  })
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(isOver).toBe(false)
  await read(runId, ONE)
  await waiting
  const { rows } = await database.admin.query('SELECT status FROM collection_run')
  expect(rows).toEqual([{ status: 'running' }])
})

test('an account that is not of the organisation is said in a run of its own', async () => {
  await runOf()
  const { joined } = await ask({ accountIds: ['999999999999'] })
  expect(joined).toBe(false)
})
