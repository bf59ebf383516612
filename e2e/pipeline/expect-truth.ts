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
} as const satisfies Record<ExportKind, readonly string[]>

const KINDS = ['coverage', 'accounts', 'runtimes', 'findings'] as const

/** Findings are ordered by their id, which the world does not know. */
function comparable(kind: ExportKind, rows: readonly Row[]): Row[] {
  const cut = rows.map((row) => Object.fromEntries(FIELDS[kind].map((field) => [field, row[field]])))
  if (kind !== 'findings') return cut
  return cut.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1))
}

const keyOf = (row: Row): string => JSON.stringify([row.accountId, row.region, row.resourceId])

/** Every export says exactly what is true of the world, in the order of its key. */
export async function expectTruth(
  house: House,
  kinds: readonly ExportKind[] = KINDS,
  knows: 'everything' | 'nothing' = 'everything',
): Promise<void> {
  for (const kind of kinds) {
    const truth = comparable(kind, await house.truth(kind, knows))
    expect(comparable(kind, await house.exported(kind)), kind).toEqual(truth)
  }
}
