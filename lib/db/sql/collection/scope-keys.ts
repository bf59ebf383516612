export type ScopeKey = { accountId: string; source: string; region: string }

/** Keys of one account as PostgreSQL takes them: a column each. */
export type KeyColumns = [accountId: string, sources: string[], regions: string[]]

/**
 * Keys account by account. A statement that names the account, the sources and the Regions as constants reads the rows of
 * these keys, whatever the planner knows of the table. A join with a list of keys does not: without statistics, and
 * there are none of a run's fresh rows, it reads the whole run to find a few of its scopes.
 */
export function byAccount<Key extends ScopeKey>(keys: readonly Key[]): { columns: KeyColumns; keys: Key[] }[] {
  return [...Map.groupBy(keys, ({ accountId }) => accountId)].map(([accountId, ofAccount]) => ({
    columns: [accountId, ofAccount.map(({ source }) => source), ofAccount.map(({ region }) => region)],
    keys: ofAccount,
  }))
}

/** The row `row` is one of those whose key columns are parameters from `$first` on. */
export const isOneOf = (row: string, first: number): string =>
  `${row}.account_id = $${first} AND ${row}.source = ANY ($${first + 1}::text[])
         AND ${row}.region = ANY ($${first + 2}::text[])`

/** The places of those parameters, for a FROM clause. */
export const placesOf = (first: number): string => `unnest($${first + 1}::text[], $${first + 2}::text[])`
