/** For tests: an invented organisation, a database, and collections of the one into the other. */
import { type SimulatedAws, simulateAws } from '../../collectors/testing/simulated-aws.ts'
import { closeViewerDatabase, operator } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase, type TestServer } from '../../db/test-database.ts'
import type { ExportKind } from '../../domains/exports/contract.ts'
import { exportRows } from '../../domains/exports/queries.ts'
import { useEnv } from '../../env.ts'
import { collectInline, type RunSummary } from '../collection/collect-inline.ts'
import type { RunWish } from '../collection/request-run.ts'

type SimulatorOptions = Parameters<typeof simulateAws>[0]

export type CollectedWorld = {
  aws: SimulatedAws
  database: TestDatabase
  collect(wish?: RunWish): Promise<RunSummary>
  /** What the product exports, cut down to the columns that truth has, and truth itself. */
  compare(kind: ExportKind, knows?: 'everything' | 'nothing'): Promise<{ ours: object[]; truth: object[] }>
  close(): Promise<void>
}

export async function openWorld(
  options: SimulatorOptions = {},
  settings: Parameters<typeof simulateAws>[1] = {},
  server?: TestServer,
): Promise<CollectedWorld> {
  const database = await createTestDatabase(server)
  const aws = await simulateAws({ accounts: 7, ...options }, settings)
  const restoreEnv = useEnv({ webDatabaseUrl: database.webUrl, externalId: aws.simulator.externalId })
  return {
    aws,
    database,
    collect: (wish) => {
      const { settings: limits, pace, connections } = aws.context
      return collectInline(database.worker, wish, { aws: { settings: limits, pace, connections } })
    },
    async compare(kind, knows = 'everything') {
      const truth = await aws.truth<object>(`${kind}&knows=${knows}`)
      const ours = []
      for await (const row of exportRows(operator, kind, { filters: {}, text: '' })) ours.push(row)
      const columns = Object.keys(truth[0] ?? {})
      return { truth, ours: ours.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]]))) }
    },
    async close() {
      await closeViewerDatabase()
      restoreEnv()
      await aws.close()
      await database.drop()
    },
  }
}
