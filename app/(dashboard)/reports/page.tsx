import type { Metadata } from 'next'
import { reportQueries } from '#lib/domains/reports/client'
import { reportListInput } from '#lib/domains/reports/contract'
import { listReportWeeks } from '#lib/domains/reports/queries'
import { definePage } from '../../define-page.tsx'
import { ReportsPage } from './reports-page.tsx'

export const metadata: Metadata = { title: 'Reports' }

export default definePage({
  permission: 'reports:read',
  address: reportListInput,
  show: async ({ viewer, asked }) => ({
    queries: [{ ...reportQueries.list(asked), queryFn: () => listReportWeeks(viewer, asked) }],
    page: <ReportsPage asked={asked} />,
  }),
})
