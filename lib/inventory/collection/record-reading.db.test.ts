import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { IdentityMismatchError } from '../../collectors/aws/call-error.ts'
import type { LambdaVersionRow } from '../../collectors/rows.ts'
import { clock } from '../../core/clock.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { anyText, originalText } from '../testing/any-text.ts'
import { openAttempt, startRun } from '../testing/recorded-scopes.ts'
import { endInterruptedRun } from './end-run.ts'

const PLACE = { accountId: '111111111111', region: 'eu-central-1' }
const SOURCE = 'lambda.functions'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since)
     VALUES ($1, 'arn', 'payments-prod', 'payments@example.org', 'ACTIVE', $2, $2)`,
    [PLACE.accountId, clock.now()],
  )
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.admin.query(`TRUNCATE lambda_version, lambda_function, scope, run_scope, collection_run, finding,
    finding_witness, finding_transition, recommendation, resource_tag, account_tag, rollup_account, rollup_organization, rollup_runtime, movement_day`)
})

function version(functionName: string, number = '$LATEST', changes: Partial<LambdaVersionRow> = {}): LambdaVersionRow {
  const functionArn = `arn:aws:lambda:${PLACE.region}:${PLACE.accountId}:function:${functionName}`
  return {
    functionName,
    version: number,
    functionArn,
    arn: `${functionArn}:${number}`,
    packageType: 'Zip',
    runtime: 'python3.9',
    codeBytes: 1_024,
    lastModifiedAt: '2026-03-01T10:00:00.000Z',
    snapStart: false,
    ...changes,
  }
}

const asWritten = (tags: [string, string][]) =>
  Object.fromEntries(tags.map(([key, value]) => [originalText(key), originalText(value)]))

const attempt = async () => openAttempt(database.worker, await startRun(database.worker), SOURCE, PLACE)
const versions = async () =>
  (await database.admin.query(`SELECT function_name || ' ' || version AS id FROM lambda_version ORDER BY 1`)).rows.map(
    ({ id }) => id,
  )
const functions = async () =>
  (
    await database.admin.query<{ name: string; runtime: string; ended: boolean; first: Date }>(
      `SELECT name, runtime, ended_at IS NOT NULL AS ended, first_seen_at AS first FROM lambda_function ORDER BY name`,
    )
  ).rows

describe('recording a scope', () => {
  test('a function that a complete reading no longer shows ends, and is the same one when it comes back', async () => {
    await (await attempt()).record('complete', [version('a'), version('b')])
    const [first] = await functions()
    await (await attempt()).record('complete', [version('b')])
    expect((await functions()).map(({ name, ended }) => [name, ended])).toEqual([
      ['a', true],
      ['b', false],
    ])
    await (await attempt()).record('complete', [version('a'), version('b')])
    expect((await functions())[0]).toEqual(first)
  })

  test('versions without $LATEST still make a function, with the fields of the highest one', async () => {
    const rows = [version('a', '9', { runtime: 'nodejs18.x' }), version('a', '10', { runtime: 'nodejs22.x' })]
    await (await attempt()).record('complete', rows)
    expect((await functions()).map(({ name, runtime }) => [name, runtime])).toEqual([['a', 'nodejs22.x']])
  })

  test('an item that comes twice is stored once, and the scope counts it once (F12)', async () => {
    await (await attempt()).record('complete', [version('a'), version('a'), version('a', '1')])
    expect(await versions()).toEqual(['a $LATEST', 'a 1'])
    const { rows } = await database.admin.query('SELECT count FROM scope')
    expect(rows).toEqual([{ count: 2 }])
  })

  test('a large reading goes through a stage in the database and leaves none behind', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => version(`fn-${index % 500}`, String(index)))
    await (await attempt()).record('complete', many)
    expect(await versions()).toHaveLength(2_500)
    expect(await functions()).toHaveLength(500)
    const { rows } = await database.admin.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'staging'`)
    expect(rows).toEqual([])
  })

  test('an unchanged reading writes no row anew', async () => {
    const seen = () => database.admin.query('SELECT id, xmin::text FROM lambda_version ORDER BY id')
    await (await attempt()).record('complete', [version('a'), version('b')])
    const before = (await seen()).rows
    await (await attempt()).record('complete', [version('b'), version('a')])
    expect((await seen()).rows).toEqual(before)
  })

  test('whatever code units a tag is made of, it is stored and can be told again (F36)', async () => {
    const tags = Object.fromEntries(fc.sample(fc.tuple(anyText, anyText), 200))
    const arn = `arn:aws:lambda:${PLACE.region}:${PLACE.accountId}:function:a`
    const ofFunction = await openAttempt(database.worker, await startRun(database.worker), 'tagging.resources', PLACE)
    expect(await ofFunction.record('complete', [{ arn, tags }])).toBe('recorded')
    const { rows } = await database.admin.query<{ tags: Record<string, string> }>('SELECT tags FROM resource_tag')
    expect(asWritten(Object.entries(rows[0]?.tags ?? {}))).toEqual(tags)

    const global = { accountId: PLACE.accountId, region: 'global' }
    const ofAccount = await openAttempt(database.worker, await startRun(database.worker), 'organization.tags', global)
    expect(await ofAccount.record('complete', [{ accountId: PLACE.accountId, tags }])).toBe('recorded')
    const stored = await database.admin.query<{ key: string; value: string }>('SELECT key, value FROM account_tag')
    expect(asWritten(stored.rows.map(({ key, value }) => [key, value]))).toEqual(tags)
  })

  test('a row of another account is refused before anything is staged (T17)', async () => {
    const foreign = version('a', '1', { arn: 'arn:aws:lambda:eu-central-1:222222222222:function:a:1' })
    await expect((await attempt()).record('complete', [foreign])).rejects.toThrow(IdentityMismatchError)
    expect(await versions()).toEqual([])
  })
})

describe('a late writer is harmless (F54)', () => {
  test('what an older attempt read is not written once a newer one has begun', async () => {
    const runId = await startRun(database.worker)
    const frozen = await openAttempt(database.worker, runId, SOURCE, PLACE)
    const next = await openAttempt(database.worker, runId, SOURCE, PLACE)
    expect(await next.record('complete', [version('a')])).toBe('recorded')
    expect(await frozen.record('complete', [version('z')])).toBe('refused')
    expect(await versions()).toEqual(['a $LATEST'])
  })

  test('nor after its run was ended as interrupted', async () => {
    const runId = await startRun(database.worker)
    const frozen = await openAttempt(database.worker, runId, SOURCE, PLACE)
    await endInterruptedRun(database.worker, runId, 'for a test')
    expect(await frozen.record('complete', [version('z')])).toBe('refused')
    expect(await versions()).toEqual([])
    const { rows } = await database.admin.query('SELECT status, cause FROM scope')
    expect(rows).toEqual([{ status: 'never', cause: 'INTERRUPTED' }])
  })

  test('a reading that was compared with rows another run has changed since is not merged', async () => {
    const slow = await attempt()
    await (await attempt()).record('complete', [version('a')])
    expect(await slow.record('complete', [version('b')])).toBe('stale')
    expect(await versions()).toEqual(['a $LATEST'])
  })
})

const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
const readings = fc.array(
  fc.record({ status: fc.constantFrom('complete', 'partial', 'denied', 'failed', 'skipped'), shown: names }),
  { minLength: 1, maxLength: 8 },
)

test('whatever the order of readings, only a complete one takes anything away (I2)', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc
      .asyncProperty(readings, async (sequence) => {
        const known = new Set<string>()
        for (const { status, shown } of sequence) {
          await (await attempt()).record(
            status as 'complete',
            status === 'denied' ? [] : shown.map((name) => version(name)),
          )
          if (status === 'complete') known.clear()
          if (status === 'complete' || status === 'partial') for (const name of shown) known.add(name)
          const alive = (await functions()).filter(({ ended }) => !ended).map(({ name }) => name)
          expect(alive).toEqual([...known].sort())
        }
      })
      .beforeEach(async () => {
        await database.admin.query('TRUNCATE lambda_version, lambda_function, scope, run_scope, collection_run')
      }),
    { numRuns: 25 },
  )
})
