import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { healthQueries } from '#lib/domains/health/client'
import { changeList, changesOfKind } from '#lib/domains/health/contract'
import { listChangeFacets, listChangePage } from '#lib/domains/health/queries'
import { Prefetched } from '../../prefetched.tsx'
import { HealthPage } from './health-page.tsx'

export const metadata: Metadata = { title: 'Health' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const given = await searchParams
  const values = changesOfKind(listValuesOf(changeList, given), given.tab === 'scheduled' ? 'scheduled' : 'planned')
  return (
    <Prefetched
      queries={[
        { ...healthQueries.changes(values), queryFn: () => listChangePage(viewer, values) },
        { ...healthQueries.facets(), queryFn: () => listChangeFacets(viewer) },
      ]}
    >
      <HealthPage />
    </Prefetched>
  )
}
