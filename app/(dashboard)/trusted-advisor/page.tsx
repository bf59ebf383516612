import type { Metadata } from 'next'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { checkAddress } from '#lib/domains/trusted-advisor/contract'
import { getAdvisorOverview, listCheckPage } from '#lib/domains/trusted-advisor/queries'
import { definePage } from '../../define-page.tsx'
import { AdvisorPage } from './advisor-page.tsx'

export const metadata: Metadata = { title: 'Trusted Advisor' }

export default definePage({
  permission: 'posture:read',
  address: checkAddress,
  show: async ({ viewer, asked: { values } }) => ({
    queries: [
      { ...advisorQueries.overview(), queryFn: () => getAdvisorOverview(viewer) },
      { ...advisorQueries.checks(values), queryFn: () => listCheckPage(viewer, values) },
    ],
    page: <AdvisorPage />,
  }),
})
