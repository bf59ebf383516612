import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#lib/core/time'
import { asViewer, closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { AppError } from '#lib/errors'
import { Prisma } from '../../db/generated/client.ts'
import { type Answer, type AnswerRequest, answerRequest } from './contract.ts'
import { answerRecommendations } from './mutations.ts'
import { getRecommendation, listAffectedPage } from './queries.ts'
import {
  auditor,
  ccoe,
  colleague,
  FOREIGN,
  member,
  type Recorded,
  recordPeople,
  recordRecommendation,
} from './testing/recorded-recommendations.ts'

const TODAY = dayOf(new Date())
const NEXT_MONTH = addDays(TODAY, 30)

let database: TestDatabase
let restoreEnv: () => void
let own: Recorded
let foreign: Recorded

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  await recordPeople(database.admin)
})
beforeEach(async () => {
  await database.admin.query('TRUNCATE recommendation, finding, finding_witness, answer')
  own = await recordRecommendation(database.admin)
  foreign = await recordRecommendation(database.admin, { accountId: FOREIGN })
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

type Given = AnswerRequest extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'clientId' | 'items'>
    : never
  : never

/** As the route parses it. */
const parsed = (items: readonly Recorded[], given: Given, clientId: string = randomUUID()): Answer =>
  answerRequest.parse({ ...given, items, clientId })
const answer = (viewer: Viewer, items: readonly Recorded[], given: Given, clientId?: string) =>
  answerRecommendations(viewer, parsed(items, given, clientId))

const ACCEPT: Given = { action: 'accept', committedOn: NEXT_MONTH, assignee: member.personId, note: 'with the release' }
const REJECT: Given = { action: 'reject', reason: 'low_priority', expiresOn: NEXT_MONTH, note: 'goes in spring' }

const rowOf = async ({ accountId, recommendationId }: Recorded) =>
  (
    await database.admin.query(
      'SELECT *, committed_on::text, expires_on::text FROM recommendation WHERE account_id = $1 AND id = $2',
      [accountId, recommendationId],
    )
  ).rows[0]
const historyOf = async ({ recommendationId }: Recorded) =>
  (
    await database.admin.query('SELECT * FROM history WHERE object = $1 ORDER BY at, id', [
      `recommendation:${recommendationId}`,
    ])
  ).rows
const dump = async () => (await database.admin.query('SELECT * FROM recommendation ORDER BY account_id, id')).rows
const refusal = async (promise: Promise<unknown>): Promise<{ kind: string; message: string; current: unknown }> => {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`)
  return { kind: error.kind, message: error.message, current: error.current }
}

describe('an answer', () => {
  test('that acknowledges leaves the stage, and says who has seen it and when', async () => {
    const result = await answer(member, [own], { action: 'acknowledge' })
    expect(result.items).toEqual([{ ...own, version: 2, stage: 'pending_response' }])
    expect(await rowOf(own)).toMatchObject({ stage: 'pending_response', acknowledged_by: 'mara', version: 2 })
  })

  test('that accepts moves to in progress, with its day, its person and its note', async () => {
    await answer(member, [own], ACCEPT)
    expect(await rowOf(own)).toMatchObject({
      stage: 'in_progress',
      committed_on: NEXT_MONTH,
      assignee: 'mara',
      note: 'with the release',
      decided_by: 'mara',
      reason: null,
    })
  })

  test('that rejects moves to dismissed, with its reason and its end', async () => {
    await answer(member, [own], REJECT)
    expect(await rowOf(own)).toMatchObject({ stage: 'dismissed', reason: 'low_priority', expires_on: NEXT_MONTH })
  })

  test('is written down in the same breath: who, when, from, to, why, and on what evidence (I1)', async () => {
    await answer(member, [own], REJECT)
    const entries = await historyOf(own)
    expect(entries.at(-1)).toMatchObject({
      actor: 'mara',
      action: 'rejected',
      account_id: own.accountId,
      sequence: null,
      entry: {
        from: 'pending_response',
        to: 'dismissed',
        reason: 'low_priority',
        note: 'goes in spring',
        expiresOn: NEXT_MONTH,
        openFindings: 2,
        dueOn: '2027-03-01',
      },
    })
  })

  test('that only comments changes no version, and may come from an old view', async () => {
    await answer(member, [own], { action: 'acknowledge' })
    await answer(colleague, [own], { action: 'comment', note: 'I know that one' })
    expect(await rowOf(own)).toMatchObject({ version: 2 })
    expect((await historyOf(own)).at(-1)).toMatchObject({ action: 'commented', actor: 'milan' })
  })

  test('sent again with its id changes nothing and is told the same (F58)', async () => {
    const clientId = randomUUID()
    const first = await answer(member, [own], ACCEPT, clientId)
    expect(await answer(member, [own], ACCEPT, clientId)).toEqual(first)
    expect(await rowOf(own)).toMatchObject({ version: 2 })
    const twice = await refusal(answer(member, [own], REJECT, clientId))
    expect(twice.kind).toBe('invalid')
  })

  test('sent eight times at once with its id answers once', async () => {
    const clientId = randomUUID()
    const before = (await historyOf(own)).length
    const results = await Promise.all(Array.from({ length: 8 }, () => answer(member, [own], ACCEPT, clientId)))
    for (const result of results) expect(result).toEqual(results[0])
    expect((await historyOf(own)).length).toBe(before + 1)
  })
})

describe('an answer from an old view', () => {
  test('is refused with who was first and how it stands now (T20, F66)', async () => {
    await answer(colleague, [own], ACCEPT)
    const { kind, message, current } = await refusal(answer(member, [own], REJECT))
    expect(kind).toBe('conflict')
    expect(message).toContain('Milan accepted it')
    expect(current).toMatchObject([{ ...own, version: 2, stage: 'in_progress', last: { action: 'accepted' } }])
    expect(await rowOf(own)).toMatchObject({ stage: 'in_progress', decided_by: 'milan' })
  })

  test('of 32 that race for one version exactly one wins', async () => {
    const before = (await historyOf(own)).length
    const outcomes = await Promise.allSettled(
      Array.from({ length: 32 }, (_, index) => answer(index % 2 === 0 ? member : colleague, [own], ACCEPT)),
    )
    const lost = outcomes
      .filter(({ status }) => status === 'rejected')
      .map((one) => (one as PromiseRejectedResult).reason)
    expect(outcomes.length - lost.length).toBe(1)
    expect(lost.every((error) => error instanceof AppError && error.kind === 'conflict')).toBe(true)
    expect(await rowOf(own)).toMatchObject({ version: 2 })
    expect((await historyOf(own)).length).toBe(before + 1)
  })
})

describe('several at once', () => {
  test('are answered together, in the order they were named', async () => {
    const second = await recordRecommendation(database.admin, { subject: 'lambda-runtime:nodejs18.x' })
    const { items } = await answer(ccoe, [second, own, foreign], { action: 'acknowledge' })
    expect(items.map(({ recommendationId }) => recommendationId)).toEqual(
      [second, own, foreign].map(({ recommendationId }) => recommendationId),
    )
  })

  test('are all left alone when one of them has changed', async () => {
    const second = await recordRecommendation(database.admin, { subject: 'lambda-runtime:nodejs18.x' })
    await answer(colleague, [second], ACCEPT)
    const before = await dump()
    expect((await refusal(answer(member, [own, second], ACCEPT))).kind).toBe('conflict')
    expect(await dump()).toEqual(before)
  })

  test('are all left alone when one of them belongs to somebody else (T2)', async () => {
    const before = await dump()
    expect((await refusal(answer(member, [own, foreign], ACCEPT))).kind).toBe('not_found')
    expect(await dump()).toEqual(before)
  })
})

describe('what is not the viewer’s to decide', () => {
  test('looks to a member like what is not there, by every route (T1)', async () => {
    const nowhere = { ...own, recommendationId: randomUUID() }
    for (const given of [ACCEPT, REJECT, { action: 'comment', note: 'hello' } as const]) {
      expect(await refusal(answer(member, [foreign], given))).toEqual(await refusal(answer(member, [nowhere], given)))
    }
    for (const read of [getRecommendation, listAffectedPage]) {
      expect(await refusal(read(member, foreign))).toEqual(await refusal(read(member, nowhere)))
    }
    // Somebody else's, under an account of one's own.
    const misplaced = { ...foreign, accountId: own.accountId }
    expect((await refusal(answer(member, [misplaced], ACCEPT))).kind).toBe('not_found')
  })

  test('is refused to an auditor, who may read it', async () => {
    expect((await getRecommendation(auditor, own)).id).toBe(own.recommendationId)
    const before = await dump()
    expect((await refusal(answer(auditor, [own], ACCEPT))).kind).toBe('forbidden')
    expect(await refusal(answer(auditor, [own], ACCEPT))).toEqual(await refusal(answer(auditor, [foreign], ACCEPT)))
    expect(await dump()).toEqual(before)
  })

  test('follows its owner at once, between loading and sending too (F68)', async () => {
    await database.admin.query(`UPDATE recommendation SET team_id = 'data' WHERE id = $1`, [own.recommendationId])
    await database.admin.query(`UPDATE account SET team_id = 'data' WHERE id = $1`, [own.accountId])
    expect((await refusal(answer(member, [own], ACCEPT))).kind).toBe('not_found')
    await database.admin.query(`UPDATE account SET team_id = 'payments' WHERE id = $1`, [own.accountId])
  })

  test('cannot be given to somebody who answers nothing', async () => {
    for (const assignee of ['nobody-at-all', auditor.personId]) {
      expect((await refusal(answer(member, [own], { ...ACCEPT, assignee } as Given))).kind).toBe('invalid')
    }
  })
})

describe('the database itself', () => {
  const update = (viewer: Viewer, assignment: string, { recommendationId }: Recorded) =>
    asViewer(viewer, (tx) =>
      tx.$executeRaw(
        Prisma.sql`UPDATE recommendation SET ${Prisma.raw(assignment)} WHERE id = ${recommendationId}::uuid`,
      ),
    )

  test('lets nobody who reads pages change what is counted', async () => {
    for (const column of ['open_findings', 'priority', 'team_id', 'account_id', 'subject', 'due_on', 'resolved_at']) {
      for (const viewer of [ccoe, member]) {
        await expect(update(viewer, `${column} = NULL`, own), column).rejects.toThrow('permission denied')
      }
    }
  })

  test('changes nothing for an auditor, a stranger, a person without a row, or one who is disabled', async () => {
    const note = `note = 'changed'`
    const disabled: Viewer = { ...member, personId: 'gone' }
    await database.admin.query(
      `INSERT INTO person (id, email, name, role, created_at, disabled_at)
       VALUES ('gone', 'gone@x.test', 'Gone', 'member', now(), now()) ON CONFLICT DO NOTHING`,
    )
    await database.admin.query(`INSERT INTO membership VALUES ('gone', 'payments') ON CONFLICT DO NOTHING`)
    for (const viewer of [auditor, operator, disabled]) expect(await update(viewer, note, own)).toBe(0)
    expect(await update(member, note, foreign)).toBe(0)
    expect(await update(member, note, own)).toBe(1)
    expect(await update(ccoe, note, foreign)).toBe(1)
  })

  test('lets no person resolve what evidence has not', async () => {
    for (const viewer of [ccoe, member]) {
      await expect(update(viewer, `stage = 'resolved'`, own)).rejects.toThrow('row-level security')
    }
  })

  const enter = (viewer: Viewer, values: { actor?: string; of?: Recorded; sequence?: number | null }) =>
    asViewer(viewer, (tx) => {
      const { actor = viewer.personId, of = own, sequence = null } = values
      return tx.$executeRaw`INSERT INTO history (at, id, account_id, actor, action, object, entry, sequence)
        VALUES (now(), gen_random_uuid(), ${of.accountId}, ${actor}, 'accepted',
          ${`recommendation:${of.recommendationId}`}, '{}', ${sequence})`
    })

  test('takes an entry of the history only from who did it, of what is theirs, and without a place in the chain', async () => {
    await expect(enter(member, {})).resolves.toBe(1)
    await expect(enter(member, { actor: ccoe.personId })).rejects.toThrow('row-level security')
    await expect(enter(member, { of: foreign })).rejects.toThrow('row-level security')
    await expect(enter(member, { sequence: 7 })).rejects.toThrow('row-level security')
    await expect(enter(auditor, {})).rejects.toThrow('row-level security')
  })

  test('shows a member the history of their own recommendations and nothing else of it', async () => {
    await answer(member, [own], { action: 'acknowledge' })
    await answer(ccoe, [foreign], { action: 'acknowledge' })
    await database.admin.query(`INSERT INTO history (at, id, actor, action, object, entry)
      VALUES (now(), gen_random_uuid(), 'ccoe', 'session.begun', 'person:ccoe', '{}')`)
    const objectsSeen = (viewer: Viewer) =>
      asViewer(viewer, async (tx) => {
        const rows = await tx.$queryRaw<{ object: string }[]>`SELECT DISTINCT object FROM history`
        return rows.map(({ object }) => object)
      })
    expect(await objectsSeen(member)).toEqual([`recommendation:${own.recommendationId}`])
    expect(await objectsSeen(auditor)).toEqual(
      expect.arrayContaining([`recommendation:${foreign.recommendationId}`, 'person:ccoe']),
    )
  })

  test('lets nobody who reads pages change or remove history', async () => {
    for (const viewer of [ccoe, member, auditor]) {
      for (const statement of [
        `UPDATE history SET actor = 'x'`,
        'UPDATE history SET hash = NULL',
        'DELETE FROM history',
      ]) {
        const write = asViewer(viewer, (tx) => tx.$executeRaw`${Prisma.raw(statement)}`)
        await expect(write, statement).rejects.toThrow('permission denied')
      }
    }
    await expect(database.worker.query(`UPDATE history SET actor = 'x'`)).rejects.toThrow('permission denied')
    await expect(database.worker.query('DELETE FROM history')).rejects.toThrow('permission denied')
  })
})
