import { expect } from 'vitest'
import { EXPORTS, type ExportKind } from '#lib/domains/exports/contract'
import type { House, Row } from './house.ts'

/** What only the product can know: when it looked, what it keeps by, who owns what, and what became of it. */
const OURS = {
  coverage: ['message', 'remedy', 'lastCompleteAt'],
  accounts: ['team', 'teamRule', 'supportPlan'],
  runtimes: ['team'],
  events: ['team'],
  findings: ['findingId', 'status', 'team', 'firstSeenAt', 'resolvedAt', 'recommendationId', 'verdict', 'origin'],
  rules: ['conformancePacks'],
  evaluations: ['team', 'teamName', 'readAt'],
  checks: [],
  flagged: ['team', 'teamName'],
} as const satisfies Partial<{ [Kind in ExportKind]: readonly (typeof EXPORTS)[Kind]['columns'][number][] }>

/** What the world knows the truth of: all exports but those of what people decide. */
export type TruthKind = keyof typeof OURS
const KINDS = Object.keys(OURS) as TruthKind[]

/** Columns that both tell: one that is added is compared, unless it is named above. */
function columnsOf(kind: TruthKind): readonly string[] {
  const ours: readonly string[] = OURS[kind]
  return EXPORTS[kind].columns.filter((column) => !ours.includes(column))
}

/** In the order of their key, of which the world knows no ids. */
const KEYED: readonly TruthKind[] = ['coverage', 'accounts', 'runtimes', 'events']

function comparable(kind: TruthKind, rows: readonly Row[]): Row[] {
  const cut = rows.map((row) => Object.fromEntries(columnsOf(kind).map((column) => [column, row[column]])))
  if (KEYED.includes(kind)) return cut
  return cut.sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1))
}

const textOf = (row: Row): string => JSON.stringify(row)

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
