import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

export type CountedRuntime = {
  /** Empty for container images. */
  runtime: string
  functions: number
  live: number
  dormant: number
  unknown: number
  accounts: number
  teams: number
}

/** Functions by runtime, from the rollup: no function is read. */
export async function countRuntimes(tx: Tx, runtime?: string): Promise<CountedRuntime[]> {
  const condition = runtime === undefined ? Prisma.sql`true` : Prisma.sql`runtime = ${runtime}`
  // Added up by account first: counting distinct accounts among all rows would sort them.
  return tx.$queryRaw<CountedRuntime[]>`
    WITH by_account AS (
      SELECT runtime, account_id, team_id, sum(functions) AS functions,
        sum(functions) FILTER (WHERE use = 'live') AS live, sum(functions) FILTER (WHERE use = 'dormant') AS dormant,
        sum(functions) FILTER (WHERE use NOT IN ('live', 'dormant')) AS unknown
      FROM rollup_runtime WHERE functions > 0 AND ${condition} GROUP BY runtime, account_id, team_id
    )
    SELECT runtime, sum(functions)::int AS functions, coalesce(sum(live), 0)::int AS live,
      coalesce(sum(dormant), 0)::int AS dormant, coalesce(sum(unknown), 0)::int AS unknown,
      count(DISTINCT account_id)::int AS accounts, count(DISTINCT nullif(team_id, ''))::int AS teams
    FROM by_account GROUP BY runtime`
}
