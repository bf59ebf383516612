import { readsEverything, type Tx, type Viewer } from '#lib/db/as-viewer'
import { findMissingAccounts } from '../../db/sql/lists/find-missing-accounts.ts'
import type { ListedRun } from '../../db/sql/lists/list-runs.ts'
import { sumRunScopes } from '../../db/sql/lists/sum-run-scopes.ts'

type FoundRun = Omit<ListedRun, 'key'>

/**
 * Runs as the viewer may know them. A run is counted over all that it read: for a member the figures are added up from
 * the scopes of their own accounts. Accounts of other teams are left out, and with them the sentence about the run, which
 * may name one.
 */
export async function runsInReach(tx: Tx, viewer: Viewer, runs: readonly FoundRun[]): Promise<FoundRun[]> {
  if (readsEverything(viewer) || runs.length === 0) return [...runs]
  const sums = await sumRunScopes(
    tx,
    runs.map(({ id }) => id),
  )
  const hidden = await findMissingAccounts(tx, [...new Set(runs.flatMap(({ accountIds }) => accountIds))])
  return runs.map((run) => {
    // Of a run whose details are gone nobody knows any more what it read of these accounts.
    const sum = sums.find(({ runId }) => runId === run.id)
    const accountIds = run.accountIds.filter((id) => !hidden.includes(id))
    return {
      ...run,
      accountIds,
      message: accountIds.length === run.accountIds.length ? run.message : null,
      scopesExpected: sum?.scopes ?? 0,
      rows: sum?.rows ?? 0n,
      awsCalls: sum?.awsCalls ?? 0,
      throttles: sum?.throttles ?? 0,
    }
  })
}

/** Whether all accounts that a run read are the viewer’s to see. `seen` is the run as they may know it. */
export const readsAllOf = (viewer: Viewer, run: FoundRun, seen: FoundRun): boolean =>
  readsEverything(viewer) || (run.accountIds.length > 0 && seen.accountIds.length === run.accountIds.length)
