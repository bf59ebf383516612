import type { ClientBase } from 'pg'
import { columnList, conflictClause, type Expectation, type PlaceKey, type TableShape } from './table-shape.ts'

/** Takes over the rows of a stage: all are new or changed, and each is there once. */
export async function writeStaged(
  client: ClientBase,
  shape: TableShape,
  { accountId, region }: PlaceKey,
  stage: string,
  expectation: Expectation,
): Promise<void> {
  const columns = columnList(shape)
  await client.query(
    `INSERT INTO ${shape.table} (account_id, region, ${columns})
     SELECT $1, $2, ${columns} FROM staging.${stage}
     ${conflictClause(shape, expectation)}`,
    [accountId, region],
  )
}
