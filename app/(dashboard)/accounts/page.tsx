import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { accountQueries } from '#lib/domains/accounts/client'
import { accountList } from '#lib/domains/accounts/contract'
import { listAccountFacets, listAccountPage } from '#lib/domains/accounts/queries'
import { Prefetched } from '../../prefetched.tsx'
import { AccountsPage } from './accounts-page.tsx'

export const metadata: Metadata = { title: 'Accounts' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const values = listValuesOf(accountList, await searchParams)
  return (
    <Prefetched
      queries={[
        { ...accountQueries.list(values), queryFn: () => listAccountPage(viewer, values) },
        { ...accountQueries.facets(), queryFn: () => listAccountFacets(viewer) },
      ]}
    >
      <AccountsPage ownOnly={viewer.role === 'member'} />
    </Prefetched>
  )
}
