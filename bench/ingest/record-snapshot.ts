import pLimit from 'p-limit'
import type pg from 'pg'
import { inTransaction } from '#lib/db/worker-pool'
import { mergeObserved } from '#lib/inventory/merge-observed'
import { ObservedStage } from '#lib/inventory/observed-stage'
import { lambdaVersionTable } from '#lib/inventory/tables/lambda-version'
import type { ScopeRows } from './snapshot.ts'

/** As many scopes are recorded side by side as a worker does while others still wait for AWS. */
const WRITERS = 4
/** What a page of ListFunctions holds at most. */
const PAGE_SIZE = 50

/** Takes a whole snapshot through the recording path: compare, stage, and one transaction per scope. */
export async function recordSnapshot(pool: pg.Pool, scopes: readonly ScopeRows[], at: Date): Promise<void> {
  const limit = pLimit(WRITERS)
  await Promise.all(scopes.map((scope) => limit(() => recordScope(pool, scope, at))))
}

async function recordScope(pool: pg.Pool, { place, rows }: ScopeRows, at: Date): Promise<void> {
  const stage = await ObservedStage.open(pool, lambdaVersionTable, 'lambda.functions', place)
  try {
    for (let from = 0; from < rows.length; from += PAGE_SIZE) {
      await stage.stage(rows.slice(from, from + PAGE_SIZE), { incomplete: false })
    }
    const changes = await stage.changes()
    await inTransaction(pool, (client) =>
      mergeObserved(client, lambdaVersionTable, { place, changes, endsAbsent: true, at }),
    )
  } finally {
    await stage.dispose()
  }
}
