import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

/** What is judged of a function, as it is stored with it. */
export type JudgedColumns = {
  origin: string
  teamId: string | null
  teamRule: string | null
  verdict: string
  subjectRuntime: string | null
  dueOn: Day | null
  use: string
  severity: string | null
  versions: number
  liveVersions: number
  dormantVersions: number
  lastInvokedOn: Day | null
  lastInvokedState: string
  /** Whether aliases, and provisioned concurrency, were read completely since the function was first seen (F94). */
  aliasesKnown: boolean
  provisionedKnown: boolean
}

export type FunctionRow = JudgedColumns & {
  id: string
  name: string
  arn: string
  firstSeenAt: Date
  ended: boolean
}

/**
 * Functions of a place in order of name, from the one after `afterName`: those that exist, and those that have ended
 * since they were last judged (which leaves them without versions).
 */
export async function selectFunctions(
  client: PoolClient,
  { accountId, region, afterName, limit }: { accountId: string; region: string; afterName: string; limit: number },
): Promise<FunctionRow[]> {
  const { rows } = await client.query<FunctionRow>(
    `SELECT id, name, arn, first_seen_at AS "firstSeenAt", ended_at IS NOT NULL AS ended, origin, team_id AS "teamId",
       team_rule AS "teamRule", verdict, subject_runtime AS "subjectRuntime", due_on::text AS "dueOn", use, severity,
       versions, live_versions AS "liveVersions", dormant_versions AS "dormantVersions",
       last_invoked_on::text AS "lastInvokedOn", last_invoked_state AS "lastInvokedState",
       aliases_known AS "aliasesKnown", provisioned_known AS "provisionedKnown"
     FROM lambda_function
     WHERE account_id = $1 AND region = $2 AND name COLLATE "C" > $3 AND (ended_at IS NULL OR versions > 0)
     ORDER BY name COLLATE "C" LIMIT $4`,
    [accountId, region, afterName, limit],
  )
  return rows
}
