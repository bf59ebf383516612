import type { PoolClient } from 'pg'
import { addToAccount, lockAccount } from '../../db/sql/judging/account-totals.ts'
import { addToMovement } from '../../db/sql/judging/add-to-movement.ts'
import { addToRollupAccount } from '../../db/sql/judging/add-to-rollup-account.ts'
import {
  addToRollupOrganization,
  type RollupOrganizationDelta,
} from '../../db/sql/judging/add-to-rollup-organization.ts'
import { renewRecommendations } from './renew-recommendations.ts'
import type { AccountTally, Tally } from './tally.ts'

type Writing = { at: Date; renewAll: boolean }
type AccountWriting = Writing & Pick<Tally, 'runStartedAt'>

/** Writes what was gathered: account after account, then the organisation, always in the order of their keys. */
export async function writeTally(client: PoolClient, tally: Tally, writing: Writing): Promise<void> {
  const accounts = [...tally.accounts].sort(([a], [b]) => (a < b ? -1 : 1))
  const { runStartedAt } = tally
  for (const [accountId, counts] of accounts)
    await writeAccount(client, accountId, counts, { ...writing, runStartedAt })
  await addToRollupOrganization(client, organizationDeltas(accounts.map(([, counts]) => counts)))
}

async function writeAccount(client: PoolClient, accountId: string, tally: AccountTally, writing: AccountWriting) {
  const { at, renewAll, runStartedAt } = writing
  if (tally.isEmpty && !renewAll) return
  const account = await lockAccount(client, accountId)
  if (!account) return
  await addToRollupAccount(client, accountId, tally.findings.rows('findings'))
  if (renewAll || tally.recommended.length > 0) {
    await renewRecommendations(client, { accountId, account, at, runStartedAt }, renewAll ? null : tally.recommended)
  }
  await addToMovement(client, accountId, tally.movement.rows('opened', 'closed'))
  await addToAccount(client, accountId, tally)
}

/** The organisation's keys are the accounts' without account and Region. */
function organizationDeltas(tallies: readonly AccountTally[]): RollupOrganizationDelta[] {
  const sums = new Map<string, RollupOrganizationDelta>()
  for (const { region: _region, findings, ...key } of tallies.flatMap((tally) => tally.findings.rows('findings'))) {
    const text = JSON.stringify(key)
    sums.set(text, { ...key, findings: (sums.get(text)?.findings ?? 0) + findings })
  }
  return [...sums.values()].filter(({ findings }) => findings !== 0)
}
