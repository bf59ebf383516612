/** The figures at the top of pages, and the same counted from the findings themselves. */
import { clock } from '#lib/core/clock'
import { addDays, dayOf } from '#lib/core/time'
import { asViewer, operator } from '#lib/db/as-viewer'
import { readOpenWorkBySubject } from '#lib/db/sql/lists/read-open-work'
import { getCalendar, listCalendarFacets } from '#lib/domains/calendar/queries'
import { getRule, listConfigFacets } from '#lib/domains/config/queries'
import { listChangeFacets } from '#lib/domains/health/queries'
import { getTrend, listFacets, listRuntimes } from '#lib/domains/lambda/queries'
import { getOverview } from '#lib/domains/overview/queries'
import { listRecommendationChoices } from '#lib/domains/recommendations/queries'
import { getAdvisorOverview, getCheck } from '#lib/domains/trusted-advisor/queries'
import { MEMBER } from '../estate/estate.ts'

export type Total = { name: string; read(): Promise<unknown> }

/** What the calendar shows at once: about a quarter on either side of today. */
const CALENDAR_DAYS = 45

function readCalendar(): Promise<unknown> {
  const today = dayOf(clock.now())
  return getCalendar(operator, { from: addDays(today, -CALENDAR_DAYS), until: addDays(today, CALENDAR_DAYS) })
}

/** The overview's own totals of findings: what `totalsByScan` counts without rollups. */
export const totalsOfFindings: Total = {
  name: 'totals of findings',
  read: () => asViewer(operator, (tx) => readOpenWorkBySubject(tx, operator)),
}

export const totals: readonly Total[] = [
  totalsOfFindings,
  { name: 'overview', read: () => getOverview(operator) },
  { name: 'runtimes', read: () => listRuntimes(operator) },
  { name: 'trend', read: () => getTrend(operator) },
  { name: 'facets of functions', read: () => listFacets(operator) },
  { name: 'choices of recommendations', read: () => listRecommendationChoices(operator) },
  { name: 'calendar', read: readCalendar },
  { name: 'facets of the calendar', read: () => listCalendarFacets(operator) },
  { name: 'facets of Config', read: () => listConfigFacets(operator) },
  { name: 'a Config rule', read: () => getRule(operator, { ruleKey: 'rule-1' }) },
  { name: 'facets of changes', read: () => listChangeFacets(operator) },
  { name: 'Trusted Advisor', read: () => getAdvisorOverview(operator) },
  { name: 'a check', read: () => getCheck(operator, { checkId: 'check1' }) },
  { name: "a member's overview", read: () => getOverview(MEMBER) },
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
