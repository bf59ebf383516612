import type { Metadata } from 'next'
import { healthQueries } from '#lib/domains/health/client'
import { changesOfKind, healthAddress } from '#lib/domains/health/contract'
import { listChangeFacets, listChangePage } from '#lib/domains/health/queries'
import { definePage } from '../../define-page.tsx'
import { HealthPage } from './health-page.tsx'

export const metadata: Metadata = { title: 'Health' }

export default definePage({
  permission: 'posture:read',
  address: healthAddress,
  show: async ({ viewer, asked }) => {
    const values = changesOfKind(asked.values, asked.tab)
    return {
      queries: [
        { ...healthQueries.changes(values), queryFn: () => listChangePage(viewer, values) },
        { ...healthQueries.facets(), queryFn: () => listChangeFacets(viewer) },
      ],
      page: <HealthPage />,
    }
  },
})
