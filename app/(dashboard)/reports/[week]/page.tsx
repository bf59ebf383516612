import type { Metadata } from 'next'
import { reportQueries } from '#lib/domains/reports/client'
import { reportAddress, reportWeek } from '#lib/domains/reports/contract'
import { getReport } from '#lib/domains/reports/queries'
import { definePage } from '../../../define-page.tsx'
import { OneReport } from './one-report.tsx'

export const metadata: Metadata = { title: 'Weekly report' }

export default definePage({
  permission: 'reports:read',
  path: reportWeek,
  address: reportAddress,
  show: async ({ viewer, path, asked }) => {
    const key = { ...path, ...asked }
    const report = await getReport(viewer, key)
    return {
      queries: [{ ...reportQueries.one(key), queryFn: async () => report }],
      page: <OneReport asked={key} />,
    }
  },
})
