import type { Metadata } from 'next'
import { listAddress, rowInPanel, tabbedAddress } from '#lib/core/page-address'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { checkKey, resultList } from '#lib/domains/trusted-advisor/contract'
import { getCheck, listFlaggedPage, listResultPage } from '#lib/domains/trusted-advisor/queries'
import { advisorFlagged } from '#lib/lists/advisor-flagged'
import { shownList } from '#lib/lists/shown-list'
import { definePage } from '../../../define-page.tsx'
import { CheckPage } from './check-page.tsx'

export const metadata: Metadata = { title: 'Trusted Advisor check' }

const list = shownList(advisorFlagged)

export default definePage({
  permission: 'posture:read',
  path: checkKey,
  address: tabbedAddress({
    flagged: listAddress(list.definition, { resource: rowInPanel }),
    accounts: listAddress(resultList),
  }),
  show: async ({ viewer, path: { checkId }, asked }) => {
    const check = await getCheck(viewer, { checkId })
    const first =
      asked.tab === 'accounts'
        ? {
            ...advisorQueries.results(checkId, asked.values),
            queryFn: () => listResultPage(viewer, { about: checkId, values: asked.values }),
          }
        : {
            ...advisorQueries.flagged(checkId, asked.values),
            queryFn: () => listFlaggedPage(viewer, { about: checkId, values: asked.values }),
          }
    return {
      queries: [{ ...advisorQueries.check(checkId), queryFn: async () => check }, first],
      page: <CheckPage checkId={checkId} list={list} />,
    }
  },
})
