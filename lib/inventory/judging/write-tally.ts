import type { PoolClient } from 'pg'
import { addToAccount, lockAccount } from '../../db/sql/judging/account-totals.ts'
import { addToMovement } from '../../db/sql/judging/add-to-movement.ts'
import { addToMovementOrganization } from '../../db/sql/judging/add-to-movement-organization.ts'
import { addToRegionTotals } from '../../db/sql/judging/add-to-region-totals.ts'
import { addToRollupAccount } from '../../db/sql/judging/add-to-rollup-account.ts'
import { addToRollupOrganization } from '../../db/sql/judging/add-to-rollup-organization.ts'
import { addToRuntimeAccounts } from '../../db/sql/judging/add-to-runtime-accounts.ts'
import { addToRuntimeTotals } from '../../db/sql/judging/add-to-runtime-totals.ts'
import { selectFunctionsOnRuntimes } from '../../db/sql/judging/select-functions-on-runtimes.ts'
import type { Judging } from './judge-place.ts'
import { OrganizationTally } from './organization-tally.ts'
import { renewRecommendations } from './renew-recommendations.ts'
import type { AccountTally, Tally } from './tally.ts'

type Writing = { judging: Judging; renewAll: boolean }
type AccountWriting = Writing & Pick<Tally, 'runStartedAt'> & { organization: OrganizationTally }

/** Writes what was gathered: account after account, then the organisation, always in the order of their keys. */
export async function writeTally(client: PoolClient, tally: Tally, writing: Writing): Promise<void> {
  const accounts = [...tally.accounts].sort(([a], [b]) => (a < b ? -1 : 1))
  const { runStartedAt } = tally
  const organization = new OrganizationTally()
  for (const [accountId, counts] of accounts) {
    await writeAccount(client, accountId, counts, { ...writing, runStartedAt, organization })
  }
  await addToRollupOrganization(client, organization.findings)
  await addToRuntimeTotals(client, organization.runtimes)
  await addToRuntimeAccounts(client, organization.accounts)
  await addToRegionTotals(client, organization.regions)
  await addToMovementOrganization(client, organization.movement)
}

async function writeAccount(client: PoolClient, accountId: string, tally: AccountTally, writing: AccountWriting) {
  const { judging, renewAll, runStartedAt, organization } = writing
  if (tally.isEmpty && !renewAll) return
  const account = await lockAccount(client, accountId)
  if (!account) return
  organization.add(tally)
  await countRuntimesOfAccount(client, accountId, tally, organization)
  await addToRollupAccount(client, accountId, tally.findings.rows('findings'))
  if (renewAll || tally.recommended.length > 0) {
    await renewRecommendations(client, { accountId, account, judging, runStartedAt }, tally.recommended, renewAll)
  }
  await addToMovement(client, accountId, tally.movement.rows('opened', 'closed'))
  await addToAccount(client, accountId, tally)
}

/**
 * Notes the runtimes that the account came to or left. With the account locked, its stored counts are those of everybody
 * who had the lock before, and ours: what others have written meanwhile they add when their turn comes.
 */
async function countRuntimesOfAccount(
  client: PoolClient,
  accountId: string,
  tally: AccountTally,
  organization: OrganizationTally,
) {
  const changes = tally.functionsByRuntime()
  if (changes.length === 0) return
  const now = await selectFunctionsOnRuntimes(
    client,
    accountId,
    changes.map(({ runtime }) => runtime),
  )
  for (const { runtime, functions: change } of changes) {
    const functions = now.get(runtime) ?? 0
    if (functions > 0 && functions === change) organization.addAccount(runtime, 1)
    if (functions === 0) organization.addAccount(runtime, -1)
  }
}
