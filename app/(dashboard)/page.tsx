import type { Metadata } from 'next'
import { overviewQueries } from '#lib/domains/overview/client'
import { getOverview } from '#lib/domains/overview/queries'
import { definePage } from '../define-page.tsx'
import { OverviewPage } from './_overview/overview-page.tsx'

export const metadata: Metadata = { title: 'Overview' }

export default definePage({
  permission: 'posture:read',
  show: async ({ viewer }) => ({
    queries: [{ ...overviewQueries.whole(), queryFn: () => getOverview(viewer) }],
    page: <OverviewPage ownOnly={viewer.role === 'member'} />,
  }),
})
