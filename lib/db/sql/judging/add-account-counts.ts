import type { PoolClient } from 'pg'
import { asRecords } from './as-records.ts'

export type FindingDelta = {
  checkId: string
  subject: string
  region: string
  teamId: string
  status: string
  severity: string
  use: string
  dueOn: string
  findings: number
}

export type MovementDelta = {
  day: string
  checkId: string
  subject: string
  teamId: string
  cause: string
  opened: number
  closed: number
}

/** Set, not added. */
export type RuntimeCount = {
  runtime: string
  teamId: string
  verdict: string
  use: string
  functions: number
  versions: number
}

export type AccountDeltas = {
  findings: readonly FindingDelta[]
  movement: readonly MovementDelta[]
  runtimeCounts: readonly (RuntimeCount & { region: string })[]
  runtimeChanges: readonly { runtime: string; change: number }[]
  functions: number
  openFindings: number
}

export type ComeOrGone = { runtime: string; accounts: 1 | -1 }

/**
 * Adds to all counts of an account, whose row the caller has locked. Answers the runtimes that the account has come to,
 * or left.
 */
export async function addAccountCounts(
  client: PoolClient,
  accountId: string,
  { findings, movement, runtimeCounts, runtimeChanges, functions, openFindings }: AccountDeltas,
): Promise<ComeOrGone[]> {
  const { rows } = await client.query<ComeOrGone>(
    `SELECT runtime, accounts FROM steward_add_account_counts($1, $2, $3, $4, $5, $6, $7)`,
    [
      accountId,
      asRecords(findings),
      asRecords(movement),
      asRecords(runtimeCounts),
      asRecords(runtimeChanges),
      functions,
      openFindings,
    ],
  )
  return rows
}
