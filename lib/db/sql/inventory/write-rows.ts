import type { ClientBase } from 'pg'
import {
  columnList,
  conflictClause,
  type Expectation,
  type PlaceKey,
  placeColumns,
  placeParameters,
  placeValues,
  type RowTexts,
  stagedColumns,
  type TableShape,
} from './table-shape.ts'

/** Writes the few rows of a small change in one statement: one array per column. */
export async function writeRows(
  client: ClientBase,
  shape: TableShape,
  place: PlaceKey,
  rows: readonly RowTexts[],
  expectation: Expectation,
): Promise<void> {
  const columns = columnList(shape)
  const owner = placeParameters(shape, place)
  const arrays = stagedColumns(shape).map(({ type }, index) => `$${index + owner.length + 1}::${type}[]`)
  await client.query(
    `INSERT INTO ${shape.table} (${placeColumns(shape)}, ${columns})
     SELECT ${placeValues(shape)}, * FROM unnest(${arrays.join(', ')})
     ${conflictClause(shape, expectation)}`,
    [...owner, ...arrays.map((_, index) => rows.map((row) => row[index] ?? null))],
  )
}
