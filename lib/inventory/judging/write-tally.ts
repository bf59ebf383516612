import type { PoolClient } from 'pg'
import { lockAccount } from '../../db/sql/judging/account-totals.ts'
import { addAccountCounts } from '../../db/sql/judging/add-account-counts.ts'
import { addOrganizationCounts } from '../../db/sql/judging/add-organization-counts.ts'
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
  const { deltas } = organization
  if (Object.values(deltas).some((rows) => rows.length > 0)) await addOrganizationCounts(client, deltas)
}

async function writeAccount(client: PoolClient, accountId: string, tally: AccountTally, writing: AccountWriting) {
  const { judging, renewAll, runStartedAt, organization } = writing
  const { deltas, recommended } = tally
  const hasCounts = [deltas.findings, deltas.movement, deltas.runtimeCounts].some((rows) => rows.length > 0)
  if (!hasCounts && recommended.length === 0 && !renewAll) return
  const account = await lockAccount(client, accountId)
  if (!account) return
  if (hasCounts) {
    organization.add(tally)
    const runtimes = await addAccountCounts(client, accountId, deltas)
    for (const { runtime, accounts } of runtimes) organization.addAccount(runtime, accounts)
  }
  if (renewAll || recommended.length > 0) {
    await renewRecommendations(client, { accountId, account, judging, runStartedAt }, recommended, renewAll)
  }
}
