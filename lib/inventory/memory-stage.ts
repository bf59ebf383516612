import { randomUUID } from 'node:crypto'
import type { StagingSink } from '../collectors/read-scope.ts'
import type { Rows, TableName } from '../collectors/rows.ts'

/** A row, and whether a field that AWS always sends was missing: such a one leaves what is known of it as it was (F28). */
export type MemoryRow<Row> = Row & { incomplete: boolean }

/** The key of a row that says something of the reading, and is none of its things. */
export const NOT_COUNTED = ''

/**
 * The stage of answers that are small by their nature, a few hundred bytes for each account at most: they wait in memory.
 * An item that comes twice is kept once, as it came last; whole, if it ever was.
 */
export class MemoryStage<Row extends Rows[TableName]> implements StagingSink {
  readonly attemptId = randomUUID()
  readonly #keyOf: (row: Row) => string
  readonly #rows = new Map<string, MemoryRow<Row>>()

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf
  }

  get count(): number {
    return this.#rows.size - (this.#rows.has(NOT_COUNTED) ? 1 : 0)
  }

  async stage(rows: readonly Row[], { incomplete }: { incomplete: boolean }): Promise<void> {
    for (const row of rows) {
      const key = this.#keyOf(row)
      if (!incomplete || !this.#rows.has(key)) this.#rows.set(key, { ...row, incomplete })
    }
  }

  async restart(): Promise<void> {
    this.#rows.clear()
  }

  rows(): MemoryRow<Row>[] {
    return [...this.#rows.values()]
  }
}
