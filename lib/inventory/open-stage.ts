import type pg from 'pg'
import type { AnySource, Place } from '../collectors/define-source.ts'
import type { StagingSink } from '../collectors/read-scope.ts'
import type { Rows, TableName } from '../collectors/rows.ts'
import { syncAccountContacts } from '../db/sql/inventory/sync-account-contacts.ts'
import { syncAccountRegions } from '../db/sql/inventory/sync-account-regions.ts'
import { syncAccountTags } from '../db/sql/inventory/sync-account-tags.ts'
import { fittingRow } from './fitting-row.ts'
import { healthRowKey, recordHealthEvents } from './health/record-health-events.ts'
import { KindsStage, type KindTable } from './kinds-stage.ts'
import { type MemoryRow, MemoryStage } from './memory-stage.ts'
import { isQuiet, mergeObserved } from './merge-observed.ts'
import { ObservedStage } from './observed-stage.ts'
import { aggregatorRowKey, recordAggregator } from './record-aggregator.ts'
import { organizationRowKey, recordOrganization } from './record-organization.ts'
import { storableRow } from './storable-row.ts'
import { OBSERVED_TABLES } from './tables/all-tables.ts'
import { configComplianceTables } from './tables/config-compliance.ts'
import type { KindsTableName, ObservedTable, TablesByKind } from './tables/observed-table.ts'
import { trustedAdvisorTables } from './tables/trusted-advisor.ts'

/** `endsAbsent` only for a complete reading: what it did not show is gone (I2). `at` is product time. */
export type MergeOptions = { endsAbsent: boolean; at: Date }

/** What one attempt at a scope brings, from its first row until it is recorded. */
export type ScopeStage = {
  sink: StagingSink
  /** Of the scope when its rows were compared with; null where the comparison is made in the recording transaction. */
  revision: number | null
  /** Call after the last row, before the transaction: what the reading amounts to. */
  seal(): Promise<SealedStage>
  /** Call when the attempt is over, however it ended. */
  dispose(): Promise<void>
}

export type SealedStage = {
  /** True when merging would change no row. */
  isQuiet(endsAbsent: boolean): boolean
  /** Answers whether any row changed. */
  merge(client: pg.PoolClient, options: MergeOptions): Promise<boolean>
}

/** `revision` is that of the scope when it was planned; zero says that nothing was ever recorded there. */
export async function openStage(pool: pg.Pool, source: AnySource, place: Place, revision: number): Promise<ScopeStage> {
  switch (source.table) {
    case 'organization':
      return inMemory<Rows['organization']>(organizationRowKey, (client, rows, options) =>
        recordOrganization(client, rows, options),
      )
    case 'accountTags':
      return inMemory<Rows['accountTags']>(
        (row) => row.accountId,
        async (client, rows) => (await syncAccountTags(client, rows)) > 0,
      )
    case 'accountContact':
      return inMemory<Rows['accountContact']>(
        (row) => row.kind,
        async (client, rows, { endsAbsent }) =>
          (await syncAccountContacts(client, place.accountId, rows, endsAbsent)) > 0,
      )
    case 'accountRegion':
      return inMemory<Rows['accountRegion']>(
        (row) => row.region,
        async (client, rows, { endsAbsent }) =>
          (await syncAccountRegions(client, place.accountId, rows, endsAbsent)) > 0,
      )
    case 'configAggregatorSource':
      return inMemory<Rows['configAggregatorSource']>(aggregatorRowKey, recordAggregator)
    case 'healthEvent':
      return inMemory<Rows['healthEvent']>(healthRowKey, recordHealthEvents)
    case 'configCompliance':
      return ofKinds(pool, configComplianceTables, source.id, place, revision)
    case 'trustedAdvisor':
      return ofKinds(pool, trustedAdvisorTables, source.id, place, revision)
    default:
      // One table of several; which one, its rows and its source agree by declaration.
      return observed(pool, OBSERVED_TABLES[source.table] as ObservedTable<Rows[TableName]>, source.id, place, revision)
  }
}

function inMemory<Row extends Rows[TableName]>(
  keyOf: (row: Row) => string,
  merge: (client: pg.PoolClient, rows: MemoryRow<Row>[], options: MergeOptions) => Promise<boolean>,
): ScopeStage {
  const stage = new MemoryStage<Row>(keyOf)
  return {
    sink: storing(stage),
    revision: null,
    seal: async () => ({
      // Whether these few rows differ is only known in the transaction.
      isQuiet: () => false,
      merge: (client, options) => merge(client, stage.rows(), options),
    }),
    dispose: async () => {},
  }
}

async function observed(
  pool: pg.Pool,
  table: ObservedTable<Rows[TableName]>,
  source: string,
  place: Place,
  revision: number,
): Promise<ScopeStage> {
  const stage =
    revision === 0 ? ObservedStage.openEmpty(pool, table, place) : await ObservedStage.open(pool, table, source, place)
  return {
    sink: storing(stage),
    revision: stage.revision,
    seal: async () => {
      const changes = await stage.changes()
      return {
        isQuiet: (endsAbsent) => isQuiet(changes, endsAbsent),
        merge: (client, { endsAbsent, at }) => mergeObserved(client, table, { place, changes, endsAbsent, at }),
      }
    },
    dispose: () => stage.dispose(),
  }
}

async function ofKinds<Name extends KindsTableName>(
  pool: pg.Pool,
  tables: TablesByKind<Name>,
  source: string,
  place: Place,
  revision: number,
): Promise<ScopeStage> {
  // Each kind's rows only ever meet the table of their own kind.
  const anyKind = tables as unknown as Readonly<Record<string, KindTable>>
  const stage = await KindsStage.open(pool, anyKind, source, place, revision)
  return {
    // As above: a sink is given the rows of its own source only.
    sink: storing(stage as StagingSink),
    revision: stage.revision,
    seal: async () => {
      const kinds = await stage.changes()
      return {
        isQuiet: (endsAbsent) => kinds.every(({ changes }) => isQuiet(changes, endsAbsent)),
        merge: async (client, { endsAbsent, at }) => {
          let changed = false
          for (const { table, changes } of kinds) {
            changed = (await mergeObserved(client, table, { place, changes, endsAbsent, at })) || changed
          }
          return changed
        },
      }
    },
    dispose: () => stage.dispose(),
  }
}

/** The one way for rows into a stage: with texts that the database can hold (F36) and has room for. */
function storing(stage: StagingSink): StagingSink {
  let cut = 0
  return {
    attemptId: stage.attemptId,
    get count() {
      return stage.count
    },
    get unfit() {
      return { refused: stage.unfit?.refused ?? 0, cut }
    },
    stage: (rows, options) => {
      const storable = rows.map(storableRow)
      const fitting = storable.map(fittingRow)
      cut += fitting.filter((row, index) => row !== storable[index]).length
      return stage.stage(fitting, options)
    },
    restart: () => {
      cut = 0
      return stage.restart()
    },
  }
}
