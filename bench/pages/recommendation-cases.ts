import type pg from 'pg'
import { operator } from '#lib/db/as-viewer'
import { recommendationCondition, recommendationKeyset } from '#lib/db/sql/lists/recommendation-conditions'
import { recommendationList, withinTab } from '#lib/domains/recommendations/contract'
import { listRecommendationPage } from '#lib/domains/recommendations/queries'
import { deepPage, tableOf } from './deep-page.ts'
import { listCases, type PageCase } from './list-cases.ts'

/** As the tab of what waits shows it. */
export const recommendationCases = (superuser: pg.Pool): Promise<PageCase[]> =>
  listCases(superuser, {
    name: 'recommendations',
    list: recommendationList,
    table: 'recommendation',
    condition: `stage IN ('pending_response', 'in_progress')`,
    values: {
      status: { column: 'stage' },
      account: { column: 'account_id' },
      ou: { column: '(SELECT a.ou_path FROM account a WHERE a.id = account_id)' },
      team: { column: `coalesce(team_id, 'none')` },
      source: { words: ['lambda.functions', 'health.events', 'config.compliance', 'trustedadvisor.checks'] },
      check: { column: 'check_id' },
      assignee: { column: `coalesce(assignee, 'none')` },
      due: { words: ['overdue', '30days'] },
    },
    texts: ['lambda'],
    read: (values) => listRecommendationPage(operator, withinTab(values, 'active')),
    deep: (values) => {
      const within = withinTab(values, 'active')
      return deepPage(within, {
        list: 'recommendations',
        from: tableOf.recommendations,
        condition: recommendationCondition(within),
        keyset: recommendationKeyset(values.sort, values.order === 'desc'),
      })
    },
  })
