import type { Tx, Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { totalsOf } from './totals.ts'

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

/** Functions by runtime, from totals: no function is read. */
export async function countRuntimes(tx: Tx, viewer: Viewer, runtime?: string): Promise<CountedRuntime[]> {
  const { runtimes, runtimeAccounts } = totalsOf(viewer)
  const condition = runtime === undefined ? Prisma.sql`true` : Prisma.sql`runtime = ${runtime}`
  return tx.$queryRaw<CountedRuntime[]>`
    WITH counted AS (
      SELECT runtime, sum(functions)::int AS functions,
        coalesce(sum(functions) FILTER (WHERE use = 'live'), 0)::int AS live,
        coalesce(sum(functions) FILTER (WHERE use = 'dormant'), 0)::int AS dormant,
        coalesce(sum(functions) FILTER (WHERE use NOT IN ('live', 'dormant')), 0)::int AS unknown,
        count(DISTINCT nullif(team_id, ''))::int AS teams
      FROM ${runtimes} t WHERE functions > 0 AND ${condition} GROUP BY runtime
    )
    SELECT counted.*, a.accounts::int AS accounts FROM counted JOIN ${runtimeAccounts} a USING (runtime)`
}
