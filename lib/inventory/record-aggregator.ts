import type { ClientBase } from 'pg'
import type { ConfigAggregatorSourceRow } from '../collectors/rows.ts'
import { syncAggregatorSources, writeAggregator } from '../db/sql/inventory/sync-aggregator.ts'
import type { MemoryRow } from './memory-stage.ts'

/** Brings the aggregator, and the places it draws from, to what the reading showed. Answers whether anything changed. */
export async function recordAggregator(
  client: ClientBase,
  rows: readonly MemoryRow<ConfigAggregatorSourceRow>[],
  { endsAbsent }: { endsAbsent: boolean },
): Promise<boolean> {
  const aggregator = rows.find((row) => row.kind === 'aggregator')
  const changed = aggregator === undefined ? 0 : await writeAggregator(client, aggregator)
  const sources = rows.filter((row) => row.kind === 'source')
  return changed + (await syncAggregatorSources(client, sources, endsAbsent)) > 0
}

export const aggregatorRowKey = (row: ConfigAggregatorSourceRow): string =>
  row.kind === 'aggregator' ? row.kind : `${row.accountId} ${row.region}`
