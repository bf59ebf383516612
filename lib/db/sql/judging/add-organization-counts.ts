import type { PoolClient } from 'pg'
import type { FindingDelta, MovementDelta } from './add-account-counts.ts'
import { asRecords } from './as-records.ts'

export type OrganizationDeltas = {
  findings: readonly Omit<FindingDelta, 'region'>[]
  runtimes: readonly { runtime: string; teamId: string; verdict: string; use: string; functions: number }[]
  /** How many accounts more, or fewer, have functions on a runtime. */
  accounts: readonly { runtime: string; accounts: number }[]
  regions: readonly { region: string; functions: number }[]
  movement: readonly Omit<MovementDelta, 'teamId'>[]
}

/** Adds to all counts of the organisation. Everybody who records comes through here, so it is the last to be written. */
export async function addOrganizationCounts(client: PoolClient, deltas: OrganizationDeltas): Promise<void> {
  const { findings, runtimes, accounts, regions, movement } = deltas
  await client.query(
    'SELECT steward_add_organization_counts($1, $2, $3, $4, $5)',
    [findings, runtimes, accounts, regions, movement].map(asRecords),
  )
}
