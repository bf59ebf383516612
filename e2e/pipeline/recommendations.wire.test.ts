/** From the wire to the work: what is one thing to do is one recommendation, however many say so and wherever it is. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type House, openHouse, type Row, TEST_TIMEOUT_MS, UNHURRIED } from './house.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

/** Every Region that accounts have without asking for it. */
const REGIONS = 17
const THREE_WITNESSES = 'health.events,lambda.functions,trustedadvisor.checks'

let house: House
/** A week after the change was announced, when nobody has upgraded anything. */
const ANNOUNCED = '2026-06-06T12:00:00.000Z'

beforeAll(async () => {
  house = await openHouse({ accounts: 6, clock: ANNOUNCED })
  await house.moveTo(ANNOUNCED)
  await house.collect({}, UNHURRIED)
})
afterAll(() => house.close())

const open = async () => (await house.exported('findings')).filter(({ status }) => status === 'open')
const recommendations = async () =>
  new Map((await house.exported('recommendations')).map((row) => [row.recommendationId, row]))

/** The same to do, for the same owner. */
const workOf = ({ subject, accountId, team }: Row) => JSON.stringify([subject, accountId, team])

/** Each recommendation is one piece of work, has exactly its open findings, and is closed when it has none. */
async function expectOnePerWork(): Promise<void> {
  const findings = (await open()).filter(({ recommendationId }) => recommendationId !== null)
  const known = await recommendations()
  const counts = Map.groupBy(findings, ({ recommendationId }) => recommendationId)

  expect(new Set(findings.map(workOf)).size).toBe(counts.size)
  for (const [id, { openFindings, stage }] of known) {
    expect(openFindings).toBe(counts.get(id)?.length ?? 0)
    expect(stage === 'resolved').toBe(openFindings === 0)
  }
  for (const finding of findings) {
    expect(workOf(known.get(finding.recommendationId) ?? {})).toBe(workOf(finding))
  }
}

test('three witnesses of one function make one recommendation', async () => {
  const witnessed = (await open()).filter(({ sources }) => String(sources) === THREE_WITNESSES)

  expect(witnessed.length).toBeGreaterThan(0)
  expect(new Set(witnessed.map(({ resourceId }) => resourceId)).size).toBe(witnessed.length)
  for (const { recommendationId } of witnessed) expect(recommendationId).toBeTruthy()
})

test('seventeen Regions make one recommendation', async () => {
  const regions = Map.groupBy(
    (await open()).filter(({ checkId }) => checkId === 'health.scheduled-change'),
    workOf,
  )
  const widest = [...regions.values()].toSorted((a, b) => b.length - a.length)[0] ?? []

  expect(new Set(widest.map(({ region }) => region)).size).toBe(REGIONS)
  expect(new Set(widest.map(({ recommendationId }) => recommendationId)).size).toBe(1)
})

test('what is one thing to do is one recommendation, now and after months of fixes and new trouble', async () => {
  await expectOnePerWork()
  const before = await recommendations()

  await house.moveTo('2026-11-21T12:00:00.000Z')
  await house.collect({}, UNHURRIED)

  await expectOnePerWork()
  const after = await recommendations()
  const resolved = [...before.keys()].filter((id) => after.get(id)?.stage === 'resolved')
  expect(resolved.length).toBeGreaterThan(0)
  expect([...after.keys()].some((id) => !before.has(id))).toBe(true)
})

test('what is low is observed, and asks nobody, unless it is about functions', async () => {
  const quiet = (await open()).filter(({ recommendationId }) => recommendationId === null)

  expect(quiet.length).toBeGreaterThan(0)
  expect(['low', 'info']).toEqual(expect.arrayContaining([...new Set(quiet.map(({ severity }) => severity))]))
  expect(quiet.filter(({ checkId }) => checkId === 'lambda.deprecated-runtime')).toEqual([])
})
