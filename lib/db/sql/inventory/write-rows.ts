import type { ClientBase } from 'pg'
import {
  columnList,
  conflictClause,
  type Expectation,
  type PlaceKey,
  type RowTexts,
  stagedColumns,
  type TableShape,
} from './table-shape.ts'

/** Writes the few rows of a small change in one statement: one array per column. */
export async function writeRows(
  client: ClientBase,
  shape: TableShape,
  { accountId, region }: PlaceKey,
  rows: readonly RowTexts[],
  expectation: Expectation,
): Promise<void> {
  const columns = columnList(shape)
  const arrays = stagedColumns(shape).map(({ type }, index) => `$${index + 3}::${type}[]`)
  await client.query(
    `INSERT INTO ${shape.table} (account_id, region, ${columns})
     SELECT $1, $2, * FROM unnest(${arrays.join(', ')})
     ${conflictClause(shape, expectation)}`,
    [accountId, region, ...arrays.map((_, index) => rows.map((row) => row[index] ?? null))],
  )
}
