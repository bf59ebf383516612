import type { Metadata } from 'next'
import { configQueries } from '#lib/domains/config/client'
import { configAddress } from '#lib/domains/config/contract'
import { listConfigAccountPage, listConfigFacets, listRulePage } from '#lib/domains/config/queries'
import { definePage } from '../../define-page.tsx'
import { ConfigPage } from './config-page.tsx'

export const metadata: Metadata = { title: 'Config' }

export default definePage({
  permission: 'posture:read',
  address: configAddress,
  show: async ({ viewer, asked }) => {
    const list =
      asked.tab === 'accounts'
        ? { ...configQueries.accounts(asked.values), queryFn: () => listConfigAccountPage(viewer, asked.values) }
        : { ...configQueries.rules(asked.values), queryFn: () => listRulePage(viewer, asked.values) }
    return {
      queries: [list, { ...configQueries.facets(), queryFn: () => listConfigFacets(viewer) }],
      page: <ConfigPage />,
    }
  },
})
