import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultValues } from '#lib/core/list'
import { asViewer, closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { Prisma } from '#lib/db/generated/client'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { runList } from './contract.ts'
import { getRun, listRunPage, listRunScopes } from './queries.ts'

const OWN = '111111111111'
const FOREIGN = '222222222222'
const member: Viewer = { personId: 'mara', name: 'Mara', role: 'member', teamIds: ['payments'] }
const ccoe: Viewer = { personId: 'cara', name: 'Cara', role: 'ccoe', teamIds: [] }
const auditor: Viewer = { personId: 'ada', name: 'Ada', role: 'auditor', teamIds: [] }

/** A run by the accounts that it was asked to read; none named is the whole organisation. */
const RUNS = {
  whole: { id: randomUUID(), accounts: [], trouble: 'The organisation could not be read.' },
  own: { id: randomUUID(), accounts: [OWN], trouble: null },
  mixed: { id: randomUUID(), accounts: [FOREIGN, OWN], trouble: `Account ${FOREIGN} is not in the organisation.` },
  foreign: { id: randomUUID(), accounts: [FOREIGN], trouble: null },
}

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  const { admin } = database
  await admin.query(`INSERT INTO team (id, name, created_at) VALUES ('payments', 'Payments', now())`)
  await admin.query(`INSERT INTO person (id, email, name, role, created_at) VALUES
    ('mara', 'm@example.org', 'Mara', 'member', now()), ('cara', 'c@example.org', 'Cara', 'ccoe', now()),
    ('ada', 'a@example.org', 'Ada', 'auditor', now())`)
  await admin.query(`INSERT INTO membership VALUES ('mara', 'payments')`)
  await admin.query(
    `INSERT INTO account (id, arn, name, email, state, team_id, first_seen_at, state_since) VALUES
     ($1, 'arn', 'own', 'x', 'ACTIVE', 'payments', now(), now()), ($2, 'arn', 'foreign', 'x', 'ACTIVE', NULL, now(), now())`,
    [OWN, FOREIGN],
  )
  for (const { id, accounts, trouble } of Object.values(RUNS)) {
    const read = accounts.length > 0 ? accounts : [OWN, FOREIGN]
    await admin.query(
      `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_by, requested_at,
         started_at, finished_at, duration_ms, scopes_expected, rows, aws_calls, throttles, message)
       VALUES ($1, 'manual', 'partial', '{}', $2, '{}', 'cara', now(), now(), now(), 900, $3, 99000, 88000, 77000, $4)`,
      [id, accounts, read.length, trouble],
    )
    await admin.query(
      `INSERT INTO run_scope (run_id, account_id, source, region, status, rows, aws_calls, throttles)
       SELECT $1, account, 'lambda.functions', 'eu-west-1', 'denied', 5, 3, 2 FROM unnest($2::text[]) account`,
      [id, read],
    )
    await admin.query(`INSERT INTO run_call VALUES ($1, 'lambda', 'ListFunctions', 88000, 0, 77000, 0, 1)`, [id])
  }
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const idsOf = async (viewer: Viewer) =>
  (await listRunPage(viewer, defaultValues(runList))).rows.map(({ id }) => id).sort()

const insertRun = (viewer: Viewer, fields: Readonly<Record<string, unknown>>) =>
  asViewer(viewer, (tx) => {
    const row = {
      id: randomUUID(),
      trigger: 'manual',
      status: 'requested',
      sources: [],
      account_ids: [],
      regions: [],
      requested_by: viewer.personId,
      requested_at: new Date(),
      ...fields,
    }
    const columns = Prisma.raw(Object.keys(row).join(', '))
    return tx.$executeRaw`INSERT INTO collection_run (${columns})
      SELECT ${columns} FROM jsonb_populate_record(NULL::collection_run, ${JSON.stringify(row)}::jsonb)`
  })

describe('a run of accounts of another team only', () => {
  test('is in no list and no count of a member', async () => {
    expect(await idsOf(member)).toEqual([RUNS.whole.id, RUNS.own.id, RUNS.mixed.id].sort())
    expect((await listRunPage(member, defaultValues(runList))).total.count).toBe(3)
    expect(await idsOf(auditor)).toHaveLength(4)
  })

  test('looks to a member exactly like a run that there is not (T1)', async () => {
    const answer = (runId: string) => getRun(member, { runId }).catch((error) => ({ ...error, said: error.message }))
    expect(await answer(RUNS.foreign.id)).toEqual(await answer(randomUUID()))
    expect(await answer(RUNS.foreign.id)).toMatchObject({ said: 'There is no such collection run.' })
    expect(await listRunScopes(member, { runId: RUNS.foreign.id })).toEqual({ rows: [], after: null, before: null })
  })
})

describe.each(['whole', 'own', 'mixed'] as const)('of the run %s a member', (kind) => {
  const { id } = RUNS[kind]

  test('reads the figures of their own accounts, in the list as on its page', async () => {
    const listed = (await listRunPage(member, defaultValues(runList))).rows.find((run) => run.id === id)
    const own = { rows: 5, awsCalls: 3, throttles: 2, scopesExpected: 1, scopes: { denied: 1 } }
    expect(listed).toMatchObject(own)
    expect(await getRun(member, { runId: id })).toMatchObject(own)
  })

  test('reads no account of another team, also not in a sentence', async () => {
    const seen = [
      await getRun(member, { runId: id }),
      await listRunScopes(member, { runId: id }),
      (await listRunPage(member, defaultValues(runList))).rows,
    ]
    expect(JSON.stringify(seen)).not.toContain(FOREIGN)
  })
})

test('calls by operation are read where all of the run is in reach', async () => {
  const seen = async (viewer: Viewer, { id }: { id: string }) => {
    const { calls, callsWithheld } = await getRun(viewer, { runId: id })
    return { count: calls.length, callsWithheld }
  }
  expect(await seen(member, RUNS.own)).toEqual({ count: 1, callsWithheld: false })
  expect(await seen(member, RUNS.whole)).toEqual({ count: 0, callsWithheld: true })
  expect(await seen(member, RUNS.mixed)).toEqual({ count: 0, callsWithheld: true })
  expect(await seen(auditor, RUNS.whole)).toEqual({ count: 1, callsWithheld: false })
})

test('trouble of the whole organisation is said to everybody', async () => {
  expect((await getRun(member, { runId: RUNS.whole.id })).message).toBe(RUNS.whole.trouble)
})

test('those who read everything read the figures of the whole run', async () => {
  const all = { rows: 99000, awsCalls: 88000, throttles: 77000, accountIds: [FOREIGN, OWN] }
  for (const viewer of [operator, auditor]) expect(await getRun(viewer, { runId: RUNS.mixed.id })).toMatchObject(all)
})

describe('the database refuses a run that is asked for', () => {
  test.each([
    ['in the name of another person', ccoe, { requested_by: 'mara' }],
    ['in the name of nobody', ccoe, { requested_by: null }],
    ['as if the schedule had', ccoe, { trigger: 'schedule' }],
    ['as if it had ended', ccoe, { status: 'complete' }],
    ['by an auditor', auditor, {}],
    ['by a member', member, { account_ids: [OWN] }],
    ['with figures of its own', ccoe, { rows: 1 }],
  ] as const)('%s', async (_, viewer, fields) => {
    await expect(insertRun(viewer, fields)).rejects.toThrow(/row-level security|permission denied/)
  })

  test('and takes one of the CCoE in their own name', async () => {
    await expect(insertRun(ccoe, {})).resolves.toBe(1)
  })
})
