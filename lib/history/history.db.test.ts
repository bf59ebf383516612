import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clock, setClockOffset } from '../core/clock.ts'
import { DAY_MS } from '../core/time.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { inTransaction } from '../db/worker-pool.ts'
import { OWN, recordPeople, recordRecommendation } from '../domains/recommendations/testing/recorded-recommendations.ts'
import { useEnv } from '../env.ts'
import { expireRejections } from './expire-rejections.ts'
import { recordHistory } from './record-history.ts'
import { sealHistory } from './seal-history.ts'
import { verifyAnchoredHistory, verifyHistory } from './verify-history.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await recordPeople(database.admin)
  // Only here, where history is made to be broken.
  await database.admin.query('ALTER TABLE history DISABLE TRIGGER ALL')
  await database.admin.query('ALTER TABLE history DROP CONSTRAINT history_entry_names')
})
beforeEach(() =>
  database.admin.query('TRUNCATE recommendation, finding, finding_witness, history, history_head, report'),
)
afterAll(async () => {
  setClockOffset(0)
  await database.drop()
})

const ENTRIES = 40

/** So many entries of decisions, minutes apart, and some of access between them. */
async function write(entries: number) {
  await database.admin.query(
    `INSERT INTO history (at, id, account_id, actor, action, object, entry)
     SELECT '2026-11-01T00:00Z'::timestamptz + n * interval '1 minute', gen_random_uuid(), '111111111111',
       'person-' || n % 3, 'accepted', 'recommendation:' || gen_random_uuid(),
       jsonb_build_object('from', 'pending_response', 'to', 'in_progress', 'note', 'n' || n, 'openFindings', n)
     FROM generate_series(1, $1::int) n`,
    [entries],
  )
  await database.admin.query(
    `INSERT INTO history (at, id, actor, action, object, entry)
     SELECT '2026-11-01T00:00Z'::timestamptz + n * interval '90 seconds', gen_random_uuid(), 'ccoe', 'session.begun',
       'person:ccoe', '{"by": "demo"}' FROM generate_series(1, $1::int) n`,
    [Math.ceil(entries / 4)],
  )
}

const decisions = async () => (await verifyHistory(database.worker)).find(({ chain }) => chain === 'decisions')
const broken = async () => (await verifyHistory(database.worker)).filter((chain) => chain.broken !== null)

describe('the sealer', () => {
  test('gives each chain its places in the order of time, without a gap, and once', async () => {
    await write(ENTRIES)
    expect(await sealHistory(database.worker)).toBe(ENTRIES + ENTRIES / 4)
    expect(await sealHistory(database.worker)).toBe(0)
    const { rows } = await database.admin.query(
      `SELECT sequence::int, row_number() OVER (ORDER BY at, id)::int AS place FROM history
       WHERE object LIKE 'recommendation:%'`,
    )
    expect(rows.every(({ sequence, place }) => sequence === place)).toBe(true)
    expect(await decisions()).toMatchObject({ entries: ENTRIES, broken: null })
  })

  test('is one at a time, however many workers seal', async () => {
    await write(ENTRIES)
    const sealed = await Promise.all(Array.from({ length: 6 }, () => sealHistory(database.worker)))
    expect(sealed.reduce((sum, each) => sum + each, 0)).toBe(ENTRIES + ENTRIES / 4)
    expect(await broken()).toEqual([])
  })

  test('goes on where it stopped, also with an entry that is older than what is sealed', async () => {
    await write(3)
    await sealHistory(database.worker)
    await write(3)
    await sealHistory(database.worker)
    expect(await decisions()).toMatchObject({ entries: 6, broken: null })
  })
})

describe('verifying', () => {
  /** One row, one column, another value: what somebody with the run of the database could do. */
  const TAMPERINGS: Readonly<Record<string, string>> = {
    actor: `'mallory'`,
    action: `'rejected'`,
    object: `'recommendation:00000000-0000-4000-8000-000000000000'`,
    account_id: `'999999999999'`,
    at: `at + interval '1 millisecond'`,
    id: 'gen_random_uuid()',
    entry: `entry || '{"note": "never"}'`,
    'entry, a field more': `entry || '{"approvedBy": "me"}'`,
    'entry, a field less': `entry - 'note'`,
    hash: `repeat('a', 64)`,
    previous_hash: `repeat('b', 64)`,
    'actor, with the old one inside the entry': `'mallory', entry = entry || jsonb_build_object('actor', actor)`,
    'account_id, with the old one inside the entry': `'999999999999', entry = entry || jsonb_build_object('accountId', account_id)`,
    sequence: 'sequence + 1000',
    'sequence, taken away': 'NULL',
  }
  const GONE = 'the whole row'

  test('finds every tampering with a single row, and names the first row that is not as it was (T19, I8)', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    const { rows } = await database.admin.query<{ at: Date; id: string; sequence: number }>(
      `SELECT at, id, sequence::int FROM history WHERE object LIKE 'recommendation:%' ORDER BY sequence`,
    )
    const target = fc.record({
      row: fc.constantFrom(...rows),
      what: fc.constantFrom(...Object.keys(TAMPERINGS), GONE),
    })
    await fc.assert(
      fc.asyncProperty(target, async ({ row, what }) => {
        const client = await database.admin.connect()
        try {
          await client.query('BEGIN')
          const column = what.split(',')[0]
          if (what === GONE) await client.query('DELETE FROM history WHERE id = $1', [row.id])
          else await client.query(`UPDATE history SET ${column} = ${TAMPERINGS[what]} WHERE id = $1`, [row.id])
          const { chains, missing } = await verifyAnchoredHistory(client)
          const [chain] = chains
          // The last entry of all leaves no trace in the chain when it goes, but its seal was noted beside it.
          if (chain?.broken === null) {
            expect(missing, what).toMatchObject([
              { chain: 'decisions', sequence: row.sequence, keptBy: 'the last seal' },
            ])
            expect(chain.entries).toBe(row.sequence - 1)
            return
          }
          // The row itself, or the one behind it where the row is no longer in its place.
          expect([row.sequence, row.sequence + 1, row.sequence + 1000], what).toContain(chain?.broken?.sequence)
          expect(chain?.entries).toBe(row.sequence - 1)
        } finally {
          await client.query('ROLLBACK')
          client.release()
        }
      }),
      { numRuns: 1_000 },
    )
  }, 120_000)

  test('finds an entry that was put in between, and two that changed places', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    await database.admin.query(
      `UPDATE history SET sequence = CASE sequence WHEN 7 THEN 8 ELSE 7 END
       WHERE object LIKE 'recommendation:%' AND sequence IN (7, 8)`,
    )
    expect((await decisions())?.entries).toBe(6)
  })

  test('speaks of no chain but the one that was changed', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    await database.admin.query(`UPDATE history SET actor = 'mallory' WHERE object = 'person:ccoe' AND sequence = 2`)
    expect((await broken()).map(({ chain, broken: entry }) => [chain, entry?.sequence])).toEqual([['access', 2]])
  })
})

describe('a head that was kept outside of the chain', () => {
  /** As somebody does who has all of the database: everything from the beginning on, with hashes that fit. */
  async function rewriteAll() {
    await database.admin.query(`UPDATE history SET sequence = NULL, previous_hash = NULL, hash = NULL`)
    await database.admin.query(`UPDATE history SET actor = 'mallory' WHERE actor = 'person-1'`)
    await database.admin.query('DELETE FROM history_head')
    await sealHistory(database.worker)
  }

  const headNow = async () => {
    const [chain] = await verifyHistory(database.worker)
    return { sequence: chain?.entries ?? 0, hash: chain?.head ?? '' }
  }
  const report = (history: { sequence: number; hash: string }) =>
    database.admin.query(
      `INSERT INTO report (week, team_id, made_at, content, hash) VALUES ('2026-W47', '', now(), $1, '')`,
      [JSON.stringify({ figures: {}, names: {}, history })],
    )

  test('stays found while entries are added behind it', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    await report(await headNow())
    const given = { ...(await headNow()), chain: null, keptBy: '--head' }
    await write(ENTRIES)
    await sealHistory(database.worker)
    expect((await verifyAnchoredHistory(database.worker, [given, { ...given, sequence: null }])).missing).toEqual([])
  })

  test('shows that the whole history was written once more, though its chain fits', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    const head = await headNow()
    await report(head)
    await rewriteAll()
    const { chains, missing } = await verifyAnchoredHistory(database.worker, [
      { ...head, chain: null, keptBy: '--head' },
    ])
    expect(chains.filter(({ broken }) => broken !== null)).toEqual([])
    expect(missing.map(({ keptBy }) => keptBy)).toEqual(['the reports of 2026-W47', '--head'])
  })

  test('shows that entries were taken off the end, also after others were sealed behind them', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    await database.admin.query(`DELETE FROM history WHERE object LIKE 'recommendation:%' AND sequence > 37`)
    expect((await verifyAnchoredHistory(database.worker)).missing).toMatchObject([{ sequence: ENTRIES }])
    await write(5)
    const restore = useEnv({ logLevel: 'silent' })
    await sealHistory(database.worker)
    restore()
    const { chains, missing } = await verifyAnchoredHistory(database.worker)
    expect(chains[0]?.broken).toBeNull()
    expect(missing).toMatchObject([{ chain: 'decisions', sequence: ENTRIES, keptBy: 'the last seal' }])
  })

  test('is not found at another place than its own', async () => {
    await write(ENTRIES)
    await sealHistory(database.worker)
    const { hash } = await headNow()
    const { missing } = await verifyAnchoredHistory(database.worker, [
      { chain: null, sequence: ENTRIES - 1, hash, keptBy: '--head' },
    ])
    expect(missing).toHaveLength(1)
  })
})

describe('what happens by itself', () => {
  test('is written down by nobody in particular', async () => {
    const { recommendationId } = await recordRecommendation(database.admin)
    await inTransaction(database.worker, (client) =>
      recordHistory(client, [
        {
          accountId: OWN,
          recommendationId,
          action: 'resolved',
          from: 'in_progress',
          to: 'resolved',
          openFindings: 0,
          dueOn: null,
          at: clock.now(),
        },
      ]),
    )
    const { rows } = await database.admin.query('SELECT actor, action, object, sequence FROM history')
    expect(rows).toEqual([
      { actor: 'steward', action: 'resolved', object: `recommendation:${recommendationId}`, sequence: null },
    ])
  })

  test('brings a rejection back on its day, not before, once, and after any downtime (F69)', async () => {
    const today = clock.now()
    const expiresOn = new Date(today.getTime() + 3 * DAY_MS).toISOString().slice(0, 10)
    const { recommendationId } = await recordRecommendation(database.admin, { stage: 'dismissed', expiresOn })
    expect(await expireRejections(database.worker)).toBe(0)
    setClockOffset(40 * DAY_MS)
    const back = await Promise.all(Array.from({ length: 4 }, () => expireRejections(database.worker)))
    expect(back.reduce((sum, each) => sum + each, 0)).toBe(1)
    expect(await expireRejections(database.worker)).toBe(0)
    const { rows } = await database.admin.query('SELECT stage, version, reason FROM recommendation WHERE id = $1', [
      recommendationId,
    ])
    expect(rows).toEqual([{ stage: 'pending_response', version: 2, reason: 'low_priority' }])
    const { rows: history } = await database.admin.query('SELECT action, entry FROM history')
    expect(history).toMatchObject([{ action: 'expired', entry: { from: 'dismissed', to: 'pending_response' } }])
    setClockOffset(0)
  })

  test('leaves alone a rejection for good, and what is not rejected', async () => {
    await recordRecommendation(database.admin, { stage: 'dismissed', expiresOn: null })
    await recordRecommendation(database.admin, { subject: 'other:x', stage: 'in_progress', expiresOn: '2020-01-01' })
    expect(await expireRejections(database.worker)).toBe(0)
  })
})

test('an entry has no place in the chain until the worker gives it one, and then it stays as it is', async () => {
  await database.admin.query('ALTER TABLE history ENABLE TRIGGER ALL')
  const id = randomUUID()
  await database.worker.query(
    `INSERT INTO history (at, id, actor, action, object, entry) VALUES (now(), $1, 'steward', 'resolved', 'x:1', '{}')`,
    [id],
  )
  await expect(
    database.worker.query(
      `INSERT INTO history (at, id, actor, action, object, entry, sequence) VALUES (now(), $1, 'a', 'b', 'x:1', '{}', 9)`,
      [randomUUID()],
    ),
  ).rejects.toThrow('row-level security')
  await sealHistory(database.worker)
  await database.worker.query('UPDATE history SET hash = NULL WHERE id = $1', [id])
  const { rows } = await database.admin.query('SELECT hash FROM history WHERE id = $1', [id])
  expect(rows[0].hash).toMatch(/^[0-9a-f]{64}$/)
  await expect(database.admin.query('UPDATE history SET hash = NULL WHERE id = $1', [id])).rejects.toThrow(
    'append-only',
  )
  await expect(database.admin.query('TRUNCATE history')).rejects.toThrow('append-only')
})
