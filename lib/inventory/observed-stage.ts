import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { IdentityMismatchError } from '../collectors/aws/call-error.ts'
import type { Place } from '../collectors/define-source.ts'
import type { StagingSink } from '../collectors/read-scope.ts'
import type { Rows, TableName } from '../collectors/rows.ts'
import { findArnParts } from '../core/arn.ts'
import { machineClock } from '../core/clock.ts'
import { DIGEST_BYTES, digestOf } from '../core/identity.ts'
import { copyToStage } from '../db/sql/inventory/copy-to-stage.ts'
import { createStage } from '../db/sql/inventory/create-stage.ts'
import { dropStage } from '../db/sql/inventory/drop-stage.ts'
import { readFingerprints } from '../db/sql/inventory/read-fingerprints.ts'
import type { RowTexts } from '../db/sql/inventory/table-shape.ts'
import { Fingerprints } from './fingerprints.ts'
import { fitsColumn } from './fitting-row.ts'
import { stageName } from './stage-names.ts'
import type { ObservedTable } from './tables/observed-table.ts'

/** Up to here changes wait in memory and are written by one statement; beyond, they go to a stage in the database. */
const ROWS_IN_MEMORY = 2_000

/** Stands for null in a content hash; no text of AWS's can hold it. */
const NULL_MARK = '\u0001'

/** What the reading differs in from the store. */
export type Changes = {
  /** New and changed rows: here, or in the stage of that name. */
  rows: readonly RowTexts[]
  stage: string | null
  /** How many rows are new or changed. */
  written: number
  /** How many rows the store held when it was compared with. */
  stored: number
  absentCount: number
  /** UUIDs of stored rows the reading did not show. */
  absent(): Iterable<string>
}

type Store = { revision: number; packed: Buffer }

/** Compares one attempt's rows with the store as they come, and keeps those that differ. */
export class ObservedStage<Row extends Rows[TableName]> implements StagingSink {
  readonly attemptId = randomUUID()
  readonly #pool: pg.Pool
  readonly #table: ObservedTable<Row>
  readonly #place: Place
  readonly #packed: Buffer
  /** Of the scope, when its rows were compared with. */
  readonly revision: number
  #fingerprints: Fingerprints
  #rows: RowTexts[] = []
  #stage: string | null = null
  #written = 0
  #refused = 0

  private constructor(pool: pg.Pool, table: ObservedTable<Row>, place: Place, store: Store) {
    this.#pool = pool
    this.#table = table
    this.#place = place
    this.revision = store.revision
    this.#packed = store.packed
    this.#fingerprints = new Fingerprints(store.packed)
  }

  /** With what the store holds now. */
  static async open<Row extends Rows[TableName]>(
    pool: pg.Pool,
    table: ObservedTable<Row>,
    source: string,
    place: Place,
  ): Promise<ObservedStage<Row>> {
    return new ObservedStage(pool, table, place, await readFingerprints(pool, table, source, place))
  }

  /** For a scope of which nothing was ever recorded. */
  static openEmpty<Row extends Rows[TableName]>(
    pool: pg.Pool,
    table: ObservedTable<Row>,
    place: Place,
  ): ObservedStage<Row> {
    return new ObservedStage(pool, table, place, { revision: 0, packed: Buffer.alloc(0) })
  }

  /** Different rows so far. */
  get count(): number {
    return this.#fingerprints.seenCount - this.#refused
  }

  /** Rows that no column holds: they are left out, and what is known of them stays. */
  get unfit(): { refused: number; cut: number } {
    return { refused: this.#refused, cut: 0 }
  }

  async stage(rows: readonly Row[], { incomplete }: { incomplete: boolean }): Promise<void> {
    for (const row of rows) this.#take(row, incomplete)
    if (this.#rows.length > ROWS_IN_MEMORY) await this.#flush()
  }

  async restart(): Promise<void> {
    await this.dispose()
    this.#written = 0
    this.#refused = 0
    this.#fingerprints = new Fingerprints(this.#packed)
  }

  /** Call once, after the last row. */
  async changes(): Promise<Changes> {
    // Once a stage exists, everything is in it.
    if (this.#stage !== null && this.#rows.length > 0) await this.#flush()
    return {
      rows: this.#rows,
      stage: this.#stage,
      written: this.#written,
      stored: this.#fingerprints.storedCount,
      absentCount: this.#fingerprints.absentCount,
      absent: () => this.#fingerprints.absent(),
    }
  }

  /** Call when the attempt is over, however it ended. */
  async dispose(): Promise<void> {
    if (this.#stage !== null) await dropStage(this.#pool, this.#stage)
    this.#stage = null
    this.#rows = []
  }

  #take(row: Row, incomplete: boolean): void {
    this.#requireOwnAccount(row)
    const content = this.#table.content(row)
    const key = this.#table.key(row, this.#place)
    const contentDigest = digestOf([...key, ...content.map((text) => text ?? NULL_MARK)])
    let id = ''
    const verdict = this.#fingerprints.compare(contentDigest, () => {
      id = digestOf(key)
      return id
    })
    if (verdict === 'unchanged' || verdict === 'repeated') return
    // What is known of a row is not overwritten by an answer that lacks a part of it.
    if (verdict === 'changed' && incomplete) return
    const values = [...this.#table.follows(row, this.#place), ...content]
    if (!this.#table.columns.every(({ type }, index) => fitsColumn(type, values[index] ?? null))) {
      this.#refused++
      return
    }
    this.#rows.push([hex(id), ...values, `\\x${hex(contentDigest)}`])
    this.#written++
  }

  #requireOwnAccount(row: Row): void {
    const arn = this.#table.arn?.(row)
    if (arn === undefined) return
    const { accountId } = this.#place
    // The usual case costs a comparison and no parsing.
    if (arn.includes(`:${accountId}:`) && findArnParts(arn)?.accountId === accountId) return
    throw new IdentityMismatchError(accountId, findArnParts(arn)?.accountId || 'none')
  }

  async #flush(): Promise<void> {
    if (this.#stage === null) {
      const stage = stageName(this.attemptId, machineClock.now())
      await createStage(this.#pool, this.#table, stage)
      this.#stage = stage
    }
    await copyToStage(this.#pool, this.#stage, this.#rows)
    this.#rows = []
  }
}

function hex(digest: string): string {
  return Buffer.from(digest.slice(0, DIGEST_BYTES), 'latin1').toString('hex')
}
