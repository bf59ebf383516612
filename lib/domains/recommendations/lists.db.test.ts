import { hash, randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clock } from '#lib/core/clock'
import { defaultValues } from '#lib/core/list'
import { addDays, dayOf } from '#lib/core/time'
import { closeViewerDatabase, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import type { Row } from '#lib/encode/row'
import { useEnv } from '#lib/env'
import { sealHistory } from '#lib/history/seal-history'
import { EXPORTS, type ExportFilters, type ExportKind } from '../exports/contract.ts'
import { countExport, exportRows } from '../exports/queries.ts'
import { answerRequest, type RecommendationListValues, recommendationList, withinTab } from './contract.ts'
import { answerRecommendations } from './mutations.ts'
import { getRecommendation, listAffectedPage, listRecommendationChoices, listRecommendationPage } from './queries.ts'
import {
  auditor,
  ccoe,
  FOREIGN,
  member,
  OWN,
  type Recorded,
  recordPeople,
  recordRecommendation,
} from './testing/recorded-recommendations.ts'

const TODAY = dayOf(clock.now())
const RUNTIMES = 45

let database: TestDatabase
let restoreEnv: () => void
const own: Recorded[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  await recordPeople(database.admin)
  for (let index = 0; index < RUNTIMES; index += 1) {
    own.push(
      await recordRecommendation(database.admin, {
        subject: `lambda-runtime:r${index}`,
        title: `Runtime ${String(index).padStart(2, '0')}`,
        priority: (index * 37) % 23,
        dueOn: index % 5 === 0 ? null : addDays(TODAY, (index % 9) * 20 - 40),
        findings: index === 0 ? 30 : 1,
        stage: (['pending_response', 'in_progress', 'dismissed', 'resolved'] as const)[index % 4] ?? 'resolved',
        createdAt: new Date(clock.now().getTime() - (index % 7) * 86_400_000),
      }),
    )
  }
  await recordRecommendation(database.admin, { accountId: FOREIGN, title: 'Runtime 01' })
  await recordRecommendation(database.admin, { accountId: FOREIGN, subject: 'other:x', teamId: null, title: 'Unowned' })
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

const asked = (changes: Partial<RecommendationListValues> = {}): RecommendationListValues => ({
  ...defaultValues(recommendationList),
  size: 20,
  ...changes,
})

const all = async (viewer: Viewer, kind: ExportKind, filters: ExportFilters['filters'] = {}): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const row of exportRows(viewer, kind, { filters, text: '' })) rows.push(row)
  return rows
}

/** Every row of a list, page after page. */
async function throughPages(viewer: Viewer, values: RecommendationListValues): Promise<string[]> {
  const ids: string[] = []
  for (let after: string | null = null; ; ) {
    const page = await listRecommendationPage(viewer, { ...values, after })
    ids.push(...page.rows.map(({ id }) => id))
    if (page.after === null) return ids
    after = page.after
  }
}

describe('the list', () => {
  test.for(recommendationList.sorts)(
    'by %s gives each row once, forwards and backwards, over two stages',
    async (sort) => {
      const active = withinTab(asked({ sort }), 'active')
      const down = await throughPages(member, { ...active, order: 'desc' })
      const up = await throughPages(member, { ...active, order: 'asc' })
      expect(new Set(down).size).toBe(down.length)
      expect(down.length).toBe(own.filter((_, index) => index % 4 < 2).length)
      expect(up).toEqual([...down].reverse())
    },
  )

  test('turns back to the page it came from', async () => {
    const first = await listRecommendationPage(member, asked())
    const second = await listRecommendationPage(member, asked({ after: first.after }))
    const back = await listRecommendationPage(member, asked({ before: second.before }))
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id))
  })

  test('puts what is most urgent first, and the oldest first by age', async () => {
    const byPriority = await listRecommendationPage(ccoe, asked())
    expect(byPriority.rows.map(({ priority }) => priority)).toEqual(
      byPriority.rows.map(({ priority }) => priority).sort((a, b) => b - a),
    )
    const byAge = await listRecommendationPage(ccoe, asked({ sort: 'age' }))
    expect(byAge.rows.map(({ createdAt }) => createdAt)).toEqual(byAge.rows.map(({ createdAt }) => createdAt).sort())
  })

  test('counts what the viewer sees, and nothing else (T1)', async () => {
    expect((await listRecommendationPage(member, asked())).total).toEqual({ count: RUNTIMES, capped: false })
    expect((await listRecommendationPage(auditor, asked())).total).toEqual({ count: RUNTIMES + 2, capped: false })
    for (const filters of [{ account: [FOREIGN] }, { team: ['data'] }, { team: ['none'] }]) {
      expect(await listRecommendationPage(member, asked({ filters }))).toMatchObject({ rows: [], total: { count: 0 } })
    }
    const { teams, people } = await listRecommendationChoices(member)
    expect(teams.map(({ value }) => value)).toEqual(['payments'])
    expect(people.map(({ id }) => id).sort()).toEqual(['charlie', 'mara', 'milan'])
  })

  test.for([
    [{ status: ['dismissed'] }, 11],
    [{ status: ['dismissed', 'resolved'] }, 22],
    [{ due: ['nonsense'] }, 0],
    [{ assignee: ['none'] }, 45],
    [{ check: ['lambda.deprecated-runtime'], account: [OWN] }, 45],
  ] as const)('narrowed by %j has %i rows, and so has its export', async ([filters, count]) => {
    const narrowed = Object.fromEntries(Object.entries(filters).map(([name, values]) => [name, [...values]]))
    const page = await listRecommendationPage(member, asked({ filters: narrowed }))
    expect(page.total.count).toBe(count)
    expect((await all(member, 'recommendations', narrowed)).length).toBe(count)
    expect((await countExport(member, 'recommendations', { filters: narrowed, text: '' })).count).toBe(count)
  })

  test('finds by how the name begins, in any case', async () => {
    expect((await listRecommendationPage(member, asked({ text: 'runtime 4' }))).total.count).toBe(5)
    expect((await listRecommendationPage(member, asked({ text: '4' }))).total.count).toBe(0)
  })

  test('names why a recommendation has its priority, and who says so', async () => {
    const [row] = (await listRecommendationPage(member, asked({ text: 'Runtime 00' }))).rows
    expect(row).toMatchObject({ sources: ['lambda.functions'], teamName: 'Payments', accountName: 'payments-prod' })
    expect(row?.because).toContain('a production account')
  })
})

describe('one recommendation', () => {
  test('pages what it affects, each resource once', async () => {
    const [large] = own
    if (!large) throw new Error('there is one')
    const first = await listAffectedPage(member, large)
    const second = await listAffectedPage(member, { ...large, after: first.after ?? '' })
    expect([first.rows.length, second.rows.length, second.after]).toEqual([20, 10, null])
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(30)
  })

  test('tells of each source what it says, beside what another says of the same (F95)', async () => {
    const [, one] = own
    if (!one) throw new Error('there is one')
    await database.admin.query(
      `INSERT INTO finding_witness (account_id, finding_id, source, region, since, statement)
       SELECT account_id, id, 'health.events', 'global', now(), '{"verdict": "overdue", "dueOn": "2026-01-02"}'
       FROM finding WHERE recommendation_id = $1`,
      [one.recommendationId],
    )
    const { witnesses } = await getRecommendation(member, one)
    expect(witnesses).toMatchObject([
      { source: 'health.events', verdict: 'overdue', dueOn: '2026-01-02', resources: 1 },
      { source: 'lambda.functions', verdict: 'deprecated', resources: 1 },
    ])
  })
})

describe('the exports', () => {
  const answer = (viewer: Viewer, item: Recorded | undefined, given: object) =>
    answerRecommendations(viewer, answerRequest.parse({ ...given, items: [item], clientId: randomUUID() }))

  test('have the last answer of each recommendation, and the whole chain of all answers, to be followed by anybody', async () => {
    const [first, , , , fifth] = own
    await answer(member, first, { action: 'acknowledge' })
    await answer(member, fifth, { action: 'reject', reason: 'other', note: '=1+1, “später”' })
    await sealHistory(database.worker)
    const rows = await all(ccoe, 'decisions')
    expect(rows.map(({ action }) => action)).toEqual(['acknowledged', 'rejected'])
    let previous = '0'.repeat(64)
    for (const [index, { hash: own, previousHash, ...fields }] of rows.entries()) {
      expect(fields.sequence).toBe(index + 1)
      expect(previousHash).toBe(previous)
      expect(own).toBe(hash('sha256', `${previous}${canonicalize(fields)}`, 'hex'))
      previous = String(own)
    }
    const rejected = (await all(member, 'recommendations')).find(
      ({ recommendationId }) => recommendationId === fifth?.recommendationId,
    )
    expect(rejected).toMatchObject({ stage: 'dismissed', reason: 'other', decidedBy: 'mara', acknowledgedBy: 'mara' })
  })

  test('have exactly the columns that their contract names', async () => {
    for (const kind of ['recommendations', 'decisions'] as const) {
      const [row] = await all(ccoe, kind)
      expect(Object.keys(row ?? {}).sort(), kind).toEqual([...EXPORTS[kind].columns].sort())
    }
  })

  test('give a member their own, and of a chain the entries of theirs with the places they have (T1)', async () => {
    const [foreign] = (await all(ccoe, 'recommendations', { account: [FOREIGN] })).map(
      ({ recommendationId }) => recommendationId,
    )
    await answer(ccoe, { accountId: FOREIGN, recommendationId: String(foreign), version: 1 }, { action: 'acknowledge' })
    await sealHistory(database.worker)
    expect((await all(auditor, 'decisions')).length).toBe(3)
    expect((await all(member, 'decisions')).map(({ sequence }) => sequence)).toEqual([1, 2])
    expect(await all(member, 'decisions', { account: [FOREIGN] })).toEqual([])
    expect(await all(member, 'recommendations', { account: [FOREIGN] })).toEqual([])
    expect((await all(auditor, 'decisions', { team: ['payments'] })).length).toBe(2)
  })

  test('leave out nothing that no worker has sealed yet', async () => {
    const [, second] = own
    await answer(member, second, { action: 'comment', note: 'still here' })
    const rows = await all(member, 'decisions')
    expect(rows.at(-1)).toMatchObject({ action: 'commented', sequence: null, hash: null })
  })
})
