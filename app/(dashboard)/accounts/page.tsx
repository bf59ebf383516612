import type { Metadata } from 'next'
import { accountQueries } from '#lib/domains/accounts/client'
import { accountAddress } from '#lib/domains/accounts/contract'
import { listAccountFacets, listAccountPage } from '#lib/domains/accounts/queries'
import { definePage } from '../../define-page.tsx'
import { AccountsPage } from './accounts-page.tsx'

export const metadata: Metadata = { title: 'Accounts' }

export default definePage({
  permission: 'posture:read',
  address: accountAddress,
  show: async ({ viewer, asked: { values } }) => ({
    queries: [
      { ...accountQueries.list(values), queryFn: () => listAccountPage(viewer, values) },
      { ...accountQueries.facets(), queryFn: () => listAccountFacets(viewer) },
    ],
    page: <AccountsPage ownOnly={viewer.role === 'member'} />,
  }),
})
