import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Place } from '../collectors/define-source.ts'
import type { StagingSink } from '../collectors/read-scope.ts'
import type { Rows, TableName } from '../collectors/rows.ts'
import { type Changes, ObservedStage } from './observed-stage.ts'
import type { KindsTableName, ObservedTable } from './tables/observed-table.ts'

type Row = Rows[KindsTableName]
export type KindTable = ObservedTable<Rows[TableName]>

type Part = { table: KindTable; stage: ObservedStage<Rows[TableName]> }

/** The stage of readings that bring rows of several kinds: a stage for each kind, compared with the table of that kind. */
export class KindsStage implements StagingSink {
  readonly attemptId = randomUUID()
  readonly #parts: ReadonlyMap<string, Part>

  private constructor(parts: ReadonlyMap<string, Part>) {
    this.#parts = parts
  }

  /** `revision` as for a stage of one kind: zero says that nothing was ever recorded there. */
  static async open(
    pool: pg.Pool,
    tables: Readonly<Record<string, KindTable>>,
    source: string,
    place: Place,
    revision: number,
  ): Promise<KindsStage> {
    const parts = new Map<string, Part>()
    for (const [kind, table] of Object.entries(tables)) {
      const stage =
        revision === 0
          ? ObservedStage.openEmpty(pool, table, place)
          : await ObservedStage.open(pool, table, source, place)
      parts.set(kind, { table, stage })
    }
    return new KindsStage(parts)
  }

  /** The oldest of its kinds': where the scope changed while they were opened, it is not the scope's any more. */
  get revision(): number {
    return Math.min(...[...this.#parts.values()].map(({ stage }) => stage.revision))
  }

  get count(): number {
    return [...this.#parts.values()].reduce((sum, { stage }) => sum + stage.count, 0)
  }

  get unfit(): { refused: number; cut: number } {
    return { refused: [...this.#parts.values()].reduce((sum, { stage }) => sum + stage.unfit.refused, 0), cut: 0 }
  }

  async stage(rows: readonly Row[], options: { incomplete: boolean }): Promise<void> {
    for (const [kind, { stage }] of this.#parts) {
      const ofKind = rows.filter((row) => row.kind === kind)
      if (ofKind.length > 0) await stage.stage(ofKind, options)
    }
  }

  async restart(): Promise<void> {
    for (const { stage } of this.#parts.values()) await stage.restart()
  }

  /** Call once, after the last row. */
  async changes(): Promise<{ table: KindTable; changes: Changes }[]> {
    const all = []
    for (const { table, stage } of this.#parts.values()) all.push({ table, changes: await stage.changes() })
    return all
  }

  /** Call when the attempt is over, however it ended. */
  async dispose(): Promise<void> {
    for (const { stage } of this.#parts.values()) await stage.dispose()
  }
}
