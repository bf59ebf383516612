import { readsEverything, type Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

/** Tables, or what stands for one, that totals are read from. Every column named here is in both. */
export type Totals = {
  /** check_id, subject, team_id, status, severity, use, due_on, findings */
  findings: Prisma.Sql
  /** day, check_id, subject, cause, opened, closed */
  movement: Prisma.Sql
  /** runtime, team_id, verdict, use, functions */
  runtimes: Prisma.Sql
  /** runtime, accounts */
  runtimeAccounts: Prisma.Sql
  /** region, functions */
  regions: Prisma.Sql
}

/** The organisation's: a few rows, whatever its size. */
const OF_ORGANIZATION: Totals = {
  findings: Prisma.sql`rollup_organization`,
  movement: Prisma.sql`movement_day_organization`,
  runtimes: Prisma.sql`rollup_runtime_organization`,
  runtimeAccounts: Prisma.sql`rollup_runtime_accounts`,
  regions: Prisma.sql`rollup_region_organization`,
}

/** The accounts', of which row security leaves what the viewer's teams own. */
const OF_ACCOUNTS: Totals = {
  findings: Prisma.sql`rollup_account`,
  movement: Prisma.sql`movement_day`,
  runtimes: Prisma.sql`rollup_runtime`,
  runtimeAccounts: Prisma.sql`(SELECT runtime, count(DISTINCT account_id) AS accounts FROM rollup_runtime
    WHERE functions > 0 GROUP BY runtime)`,
  regions: Prisma.sql`(SELECT region, sum(functions) AS functions FROM rollup_runtime WHERE functions > 0
    GROUP BY region)`,
}

/** Where the viewer's totals are read. */
export function totalsOf(viewer: Viewer): Totals {
  return readsEverything(viewer) ? OF_ORGANIZATION : OF_ACCOUNTS
}
