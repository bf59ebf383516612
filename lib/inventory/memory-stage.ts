import { randomUUID } from 'node:crypto'
import type { StagingSink } from '../collectors/read-scope.ts'
import type { Rows, TableName } from '../collectors/rows.ts'

/**
 * The stage of answers that are small by their nature, a few hundred bytes for each account at most: they wait in memory.
 * An item that comes twice is kept once, as it came last.
 */
export class MemoryStage<Row extends Rows[TableName]> implements StagingSink {
  readonly attemptId = randomUUID()
  readonly #keyOf: (row: Row) => string
  readonly #rows = new Map<string, Row>()

  constructor(keyOf: (row: Row) => string) {
    this.#keyOf = keyOf
  }

  get count(): number {
    return this.#rows.size
  }

  async stage(rows: readonly Row[]): Promise<void> {
    for (const row of rows) this.#rows.set(this.#keyOf(row), row)
  }

  async restart(): Promise<void> {
    this.#rows.clear()
  }

  rows(): Row[] {
    return [...this.#rows.values()]
  }
}
