import { expect } from 'vitest'
import type { ExportKind } from '#lib/domains/exports/contract'
import type { House, Row } from './house.ts'

/** The fields that both tell: all of the contract, without what only the product can know. */
const FIELDS = {
  coverage: ['source', 'accountId', 'region', 'status', 'cause'],
  accounts: ['accountId', 'name', 'email', 'state', 'ouPath', 'tags'],
  runtimes: [
    'accountId',
    'region',
    'functionName',
    'version',
    'functionArn',
    'packageType',
    'runtime',
    'verdict',
    'deprecatedOn',
    'blockCreateOn',
    'blockUpdateOn',
    'dueOn',
    'use',
    'aliases',
    'lastInvokedOn',
    'lastInvokedState',
    'lastModifiedAt',
    'origin',
  ],
  findings: [
    'checkId',
    'accountId',
    'region',
    'resourceId',
    'status',
    'severity',
    'dueOn',
    'sources',
    'subject',
    'use',
  ],
  events: [
    'eventArn',
    'accountId',
    'entityValue',
    'eventTypeCode',
    'service',
    'region',
    'category',
    'awsStatus',
    'status',
    'startTime',
    'endTime',
    'entityStatus',
    'lastUpdatedAt',
  ],
} as const satisfies Partial<Record<ExportKind, readonly string[]>>

/** What the world knows the truth of. */
export type TruthKind = keyof typeof FIELDS

const KINDS = ['coverage', 'accounts', 'runtimes', 'events', 'findings'] as const satisfies TruthKind[]

/** Findings are ordered by their id, which the world does not know. */
function comparable(kind: TruthKind, rows: readonly Row[]): Row[] {
  const cut = rows.map((row) => Object.fromEntries(FIELDS[kind].map((field) => [field, row[field]])))
  if (kind !== 'findings') return cut
  return cut.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
}

const keyOf = (row: Row): string =>
  JSON.stringify([row.accountId, row.region, row.resourceId, row.checkId, row.subject])

/** Every export says exactly what is true of the world, in the order of its key. */
export async function expectTruth(
  house: House,
  kinds: readonly TruthKind[] = KINDS,
  knows: 'everything' | 'nothing' = 'everything',
): Promise<void> {
  for (const kind of kinds) {
    const truth = comparable(kind, await house.truth(kind, knows))
    expect(comparable(kind, await house.exported(kind)), kind).toEqual(truth)
  }
}

/**
 * After more than one collection: every finding that is open is true, and all that are true are open; of the events that
 * AWS still lists all is true, and the others are no longer to be done. A change keeps the name it was first seen under,
 * which a world that is looked at today does not know.
 */
export async function expectTruthOfWhatIsLeft(house: House): Promise<void> {
  await expectTruthOfOpenFindings(house)

  const truth = comparable('events', await house.truth('events'))
  const listed = new Set(truth.map(({ eventArn }) => eventArn))
  const events = comparable('events', await house.exported('events'))
  expect(
    events.filter(({ eventArn }) => listed.has(eventArn)),
    'events',
  ).toEqual(truth)
  const others = events.filter(({ eventArn }) => !listed.has(eventArn)).map(({ status }) => status)
  expect(['completed', 'withdrawn']).toEqual(expect.arrayContaining([...new Set(others)]))
}

export async function expectTruthOfOpenFindings(house: House): Promise<void> {
  const unnamed = (rows: readonly Row[]) =>
    comparable(
      'findings',
      rows.map((row) => (row.checkId === HEALTH_CHECK ? { ...row, subject: null } : row)),
    )
  const open = (await house.exported('findings')).filter(({ status }) => status === 'open')
  expect(unnamed(open), 'findings').toEqual(unnamed(await house.truth('findings')))
}

const HEALTH_CHECK = 'health.scheduled-change'
