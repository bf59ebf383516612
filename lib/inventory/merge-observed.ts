import type pg from 'pg'
import type { Place } from '../collectors/define-source.ts'
import { deleteRows } from '../db/sql/inventory/delete-rows.ts'
import { deriveFunctions } from '../db/sql/inventory/derive-functions.ts'
import { endFunctions } from '../db/sql/inventory/end-functions.ts'
import { listFunctionIds } from '../db/sql/inventory/list-function-ids.ts'
import { writeRows } from '../db/sql/inventory/write-rows.ts'
import { writeStaged } from '../db/sql/inventory/write-staged.ts'
import type { Changes } from './observed-stage.ts'
import { lambdaVersionTable } from './tables/lambda-version.ts'
import type { ObservedTable } from './tables/observed-table.ts'

export type Merge = {
  place: Place
  changes: Changes
  /** True only for a complete reading: what it did not show is gone (I2). */
  endsAbsent: boolean
  /** Product time, of what begins and ends here. */
  at: Date
}

/** True when the store already says what the reading showed. */
export function isQuiet(changes: Changes, endsAbsent: boolean): boolean {
  return changes.written === 0 && (!endsAbsent || changes.absentCount === 0)
}

/** Brings the rows of a place to what the reading showed. Answers whether anything changed. */
export async function mergeObserved<Row>(
  client: pg.PoolClient,
  table: ObservedTable<Row>,
  merge: Merge,
): Promise<boolean> {
  const { place, changes, endsAbsent } = merge
  if (isQuiet(changes, endsAbsent)) return false
  const absent = endsAbsent ? [...changes.absent()] : []
  const isVersions = table.table === lambdaVersionTable.table
  // Asked before the versions go: afterwards nothing tells whose they were.
  const shrunk = isVersions && absent.length > 0 ? await listFunctionIds(client, place.accountId, absent) : []
  const expectation = changes.stored === 0 ? 'nothing stored' : 'some stored'
  if (changes.stage !== null) await writeStaged(client, table, place, changes.stage, expectation)
  else if (changes.rows.length > 0) await writeRows(client, table, place, changes.rows, expectation)
  if (absent.length > 0) await deleteRows(client, table, place.accountId, absent)
  if (isVersions) await followVersions(client, merge, shrunk)
  return true
}

/** Functions have no listing of their own: they begin, change and end with their versions. */
async function followVersions(
  client: pg.PoolClient,
  { place, changes, at }: Merge,
  shrunk: readonly string[],
): Promise<void> {
  const { accountId } = place
  if (changes.stage !== null) await deriveFunctions(client, accountId, { stage: changes.stage }, at)
  const grown = changes.stage === null ? changes.rows.map((row) => row[FUNCTION_ID] ?? '') : []
  const ids = [...new Set([...grown, ...shrunk])]
  if (ids.length > 0) await deriveFunctions(client, accountId, { ids }, at)
  if (shrunk.length > 0) await endFunctions(client, accountId, shrunk, at)
}

/** Where the function's id stands among a version's texts: after its own id, in the order of the columns. */
const FUNCTION_ID = 1 + lambdaVersionTable.columns.findIndex(({ name }) => name === 'function_id')
