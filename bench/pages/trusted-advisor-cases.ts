import type pg from 'pg'
import { operator } from '#lib/db/as-viewer'
import { checkList, resultList } from '#lib/domains/trusted-advisor/contract'
import { listCheckPage, listFlaggedPage, listResultPage } from '#lib/domains/trusted-advisor/queries'
import { advisorFlagged } from '#lib/lists/advisor-flagged'
import { definitionOf } from '#lib/lists/shown-list'
import { listCases, type PageCase } from './list-cases.ts'

/** The check that flags most. */
const CHECK = 'check1'

export async function trustedAdvisorCases(superuser: pg.Pool): Promise<PageCase[]> {
  const [account, status] = [{ column: 'account_id' }, { column: 'status' }]
  const checks = await listCases(superuser, {
    name: 'checks',
    list: checkList,
    table: 'trusted_advisor_check',
    condition: 'true',
    values: { category: { column: 'category' }, status, account },
    texts: ['Check 11'],
    read: (values) => listCheckPage(operator, values),
  })
  const flagged = await listCases(superuser, {
    name: 'flagged by a check',
    list: definitionOf(advisorFlagged),
    table: 'trusted_advisor_resource',
    condition: `check_id = '${CHECK}'`,
    values: { account, region: { column: 'region' }, status, suppressed: { words: ['no', 'yes'] } },
    texts: [],
    read: (values) => listFlaggedPage(operator, { about: CHECK, values }),
  })
  const results = await listCases(superuser, {
    name: 'results of a check',
    list: resultList,
    table: 'trusted_advisor_check',
    condition: `check_id = '${CHECK}'`,
    values: { account, status },
    texts: [],
    read: (values) => listResultPage(operator, { about: CHECK, values }),
  })
  return [...checks, ...flagged, ...results]
}
