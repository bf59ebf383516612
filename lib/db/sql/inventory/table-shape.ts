/**
 * What the statements of this folder know of a table of observed rows. Each has `account_id`, `id` and `content_hash`
 * beside the columns named here, and `region` where its scopes are of an account and Region; the names come from code,
 * never from data.
 */
export type TableShape = {
  table: string
  scopedTo: 'account' | 'account-region'
  columns: readonly { name: string; type: string }[]
}

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

/** The columns that say whose rows they are, with the parameters $1 and $2 for a place. */
export const placeColumns = ({ scopedTo }: TableShape): string =>
  scopedTo === 'account' ? 'account_id' : 'account_id, region'
export const placeValues = ({ scopedTo }: TableShape): string => (scopedTo === 'account' ? '$1' : '$1, $2')
export const isOfPlace = ({ scopedTo }: TableShape): string =>
  scopedTo === 'account' ? 'account_id = $1' : 'account_id = $1 AND region = $2'

/** The same as values. */
export const placeParameters = ({ scopedTo }: TableShape, { accountId, region }: PlaceKey): string[] =>
  scopedTo === 'account' ? [accountId] : [accountId, region]

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
