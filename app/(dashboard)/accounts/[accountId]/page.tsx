import type { Metadata } from 'next'
import { accountQueries } from '#lib/domains/accounts/client'
import { accountKey } from '#lib/domains/accounts/contract'
import { getAccount } from '#lib/domains/accounts/queries'
import { definePage } from '../../../define-page.tsx'
import { AccountPage } from './account-page.tsx'

export const metadata: Metadata = { title: 'Account' }

export default definePage({
  permission: 'posture:read',
  path: accountKey,
  show: async ({ viewer, path }) => {
    const account = await getAccount(viewer, path)
    return {
      queries: [{ ...accountQueries.one(path.accountId), queryFn: async () => account }],
      page: <AccountPage accountId={path.accountId} />,
    }
  },
})
