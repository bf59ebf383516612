import type pg from 'pg'
import type { Known, KnownAggregator, Place } from '../collectors/define-source.ts'
import { covers } from '../collectors/sources/config/find-aggregator.ts'
import { findLastComplete } from '../db/sql/collection/find-last-complete.ts'
import { listAccountRegions } from '../db/sql/collection/list-account-regions.ts'
import { listMemberAccounts } from '../db/sql/collection/list-accounts.ts'
import { listKnownFunctions } from '../db/sql/inventory/list-known-functions.ts'
import { listAggregatorSources, readAggregator } from '../db/sql/inventory/read-aggregator.ts'
import { StoreError } from '../errors.ts'

/** What the store knows of a place, for sources that build on others. */
export function knownAt(pool: pg.Pool, place: Place): Known {
  return fromStore({
    functions: async () => {
      const functions = await listKnownFunctions(pool, place)
      // What an incomplete list brought can be asked about; the gap is the list's own.
      if (functions.length > 0) return functions
      const lastComplete = await findLastComplete(pool, { ...place, source: 'lambda.functions' })
      return lastComplete === null ? null : functions
    },
    aggregator: async () => (await aggregatorOf(pool, place.accountId))?.(place.region) ?? null,
    regions: (accountId) => listAccountRegions(pool, accountId),
    accountIds: async () => (await listMemberAccounts(pool)).map(({ id }) => id).sort(),
    inactiveIds: async () =>
      (await listMemberAccounts(pool)).filter(({ state }) => state !== 'ACTIVE').map(({ id }) => id),
  })
}

/** A source may not take trouble with the store for an answer about AWS. */
function fromStore(known: Known): Known {
  type Ask = (...about: unknown[]) => Promise<unknown>
  const marked = (ask: Ask): Ask => {
    return (...about) =>
      ask(...about).catch((error: unknown) => {
        throw new StoreError(error)
      })
  }
  return Object.fromEntries(Object.entries(known).map(([name, ask]) => [name, marked(ask as Ask)])) as Known
}

/** What the aggregator draws from each Region of an account, or null when that was never read completely. */
export async function aggregatorOf(
  pool: pg.Pool,
  accountId: string,
): Promise<((region: string) => KnownAggregator) | null> {
  const aggregator = await readAggregator(pool)
  if (aggregator === null) return null
  const sources = aggregator.name === null ? [] : await listAggregatorSources(pool, accountId)
  return (region) => ({
    name: aggregator.name,
    region: aggregator.region,
    isCovered: covers(aggregator, { accountId, region }),
    source: sources.find((source) => source.region === region) ?? null,
  })
}
