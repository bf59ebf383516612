import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { getChange, listChangeAccounts, listChangeResources } from '#lib/domains/health/change-detail'
import { healthQueries } from '#lib/domains/health/client'
import { changeKey } from '#lib/domains/health/contract'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../../prefetched.tsx'
import { ChangePage } from './change-page.tsx'

export const metadata: Metadata = { title: 'Change' }

type Props = { params: Promise<{ changeId: string }> }

export default async function Page({ params }: Props) {
  const viewer = await requireViewer('posture:read')
  const key = changeKey.safeParse(await params)
  if (!key.success) notFound()
  const { changeId } = key.data
  const change = await getChange(viewer, key.data).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  return (
    <Prefetched
      queries={[
        { ...healthQueries.change(changeId), queryFn: async () => change },
        { ...healthQueries.accounts(changeId), queryFn: () => listChangeAccounts(viewer, key.data) },
        { ...healthQueries.resources(changeId, null), queryFn: () => listChangeResources(viewer, key.data) },
      ]}
    >
      <ChangePage title={change.title} changeId={changeId} />
    </Prefetched>
  )
}
