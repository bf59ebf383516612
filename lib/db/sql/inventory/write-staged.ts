import type { ClientBase } from 'pg'
import {
  columnList,
  conflictClause,
  type Expectation,
  type PlaceKey,
  placeColumns,
  placeParameters,
  placeValues,
  type TableShape,
} from './table-shape.ts'

/** Takes over the rows of a stage: all are new or changed, and each is there once. */
export async function writeStaged(
  client: ClientBase,
  shape: TableShape,
  place: PlaceKey,
  stage: string,
  expectation: Expectation,
): Promise<void> {
  const columns = columnList(shape)
  await client.query(
    `INSERT INTO ${shape.table} (${placeColumns(shape)}, ${columns})
     SELECT ${placeValues(shape)}, ${columns} FROM staging.${stage}
     ${conflictClause(shape, expectation)}`,
    placeParameters(shape, place),
  )
}
