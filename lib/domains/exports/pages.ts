/** What every exporter reads with. */

/** Rows of the store read at a time. */
export const PAGE = 1_000

export const TIME_LIMITS = { statementTimeoutMs: 30_000, transactionTimeoutMs: 60_000 }

/** Before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'

export const isoOf = (instant: Date | null): string | null => instant?.toISOString() ?? null

/** Pages from the first one on, each behind the last row of the one before. */
export async function* pages<Stored, Key>(
  first: Key,
  size: number,
  read: (after: NoInfer<Key>) => Promise<Stored[]>,
  keyOf: (row: Stored) => NoInfer<Key>,
): AsyncGenerator<Stored> {
  for (let after = first; ; ) {
    const rows = await read(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < size) return
    after = keyOf(last)
  }
}
