import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { accountQueries } from '#lib/domains/accounts/client'
import { accountKey } from '#lib/domains/accounts/contract'
import { getAccount } from '#lib/domains/accounts/queries'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../prefetched.tsx'
import { AccountPage } from './account-page.tsx'

export const metadata: Metadata = { title: 'Account' }

type Props = { params: Promise<{ accountId: string }> }

export default async function Page({ params }: Props) {
  const viewer = await requireViewer('posture:read')
  const key = accountKey.safeParse(await params)
  if (!key.success) notFound()
  // Read here, and not only ahead: an account that is not the viewer's must answer 404, like one that is not at all.
  const account = await getAccount(viewer, key.data).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  const query = accountQueries.one(key.data.accountId)
  return (
    <Prefetched queries={[{ ...query, queryFn: async () => account }]}>
      <AccountPage accountId={key.data.accountId} />
    </Prefetched>
  )
}
