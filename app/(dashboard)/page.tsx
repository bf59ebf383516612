import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { overviewQueries } from '#lib/domains/overview/client'
import { getOverview } from '#lib/domains/overview/queries'
import { Prefetched } from '../prefetched.tsx'
import { OverviewPage } from './_overview/overview-page.tsx'

export const metadata: Metadata = { title: 'Overview' }

export default async function Page() {
  const viewer = await requireViewer('posture:read')
  return (
    <Prefetched queries={[{ ...overviewQueries.whole(), queryFn: () => getOverview(viewer) }]}>
      <OverviewPage ownOnly={viewer.role === 'member'} />
    </Prefetched>
  )
}
