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
  return tx.$queryRaw<CountedRuntime[]>`
    SELECT runtime, sum(functions)::int AS functions,
      coalesce(sum(functions) FILTER (WHERE use = 'live'), 0)::int AS live,
      coalesce(sum(functions) FILTER (WHERE use = 'dormant'), 0)::int AS dormant,
      coalesce(sum(functions) FILTER (WHERE use NOT IN ('live', 'dormant')), 0)::int AS unknown,
      count(DISTINCT account_id)::int AS accounts,
      count(DISTINCT team_id) FILTER (WHERE team_id <> '')::int AS teams
    FROM rollup_runtime WHERE functions > 0 AND ${condition} GROUP BY runtime`
}
