/** The figures at the top of pages, and the same counted from the findings themselves. */
import { asViewer, operator } from '#lib/db/as-viewer'
import { getTrend, listFacets, listRuntimes } from '#lib/domains/lambda/queries'
import { getOverview } from '#lib/domains/overview/queries'

export type Total = { name: string; read(): Promise<unknown> }

export const totals: readonly Total[] = [
  { name: 'overview', read: () => getOverview(operator) },
  { name: 'runtimes', read: () => listRuntimes(operator) },
  { name: 'trend', read: () => getTrend(operator) },
  { name: 'facets', read: () => listFacets(operator) },
]

const UNHURRIED = { statementTimeoutMs: 120_000, transactionTimeoutMs: 240_000 }

/** What the overview's totals would cost without rollups. */
export const totalsByScan = (): Promise<unknown> =>
  asViewer(
    operator,
    (tx) => tx.$queryRaw`
      SELECT check_id, subject, coalesce(team_id, ''), status, severity, use, due_on, count(*) FROM finding
      GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    UNHURRIED,
  )
