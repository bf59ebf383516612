/**
 * What the statements of this folder know of a table of observed rows. Each has `account_id`, `region`, `id` and
 * `content_hash` beside the columns named here; the names come from code, never from data.
 */
export type TableShape = { table: string; columns: readonly { name: string; type: string }[] }

export type PlaceKey = { accountId: string; region: string }

/** One row as texts PostgreSQL reads: id, one per column, content hash. */
export type RowTexts = readonly (string | null)[]

/** All columns that a stage holds, in the order of `RowTexts`. */
export function stagedColumns(shape: TableShape): { name: string; type: string }[] {
  return [{ name: 'id', type: 'uuid' }, ...shape.columns, { name: 'content_hash', type: 'bytea' }]
}

export const columnList = (shape: TableShape): string =>
  stagedColumns(shape)
    .map(({ name }) => name)
    .join(', ')

/** Whether rows of the same identity may be there already. Where none are, looking for each one costs a fifth more. */
export type Expectation = 'nothing stored' | 'some stored'

/** What to do about rows that are there: overwrite every column that may differ between two readings of one row. */
export function conflictClause(shape: TableShape, expectation: Expectation): string {
  if (expectation === 'nothing stored') return ''
  const overwritten = stagedColumns(shape)
    .filter(({ name }) => name !== 'id')
    .map(({ name }) => `${name} = excluded.${name}`)
  return `ON CONFLICT (account_id, id) DO UPDATE SET ${overwritten.join(', ')}`
}
