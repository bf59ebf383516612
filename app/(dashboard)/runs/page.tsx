import type { Metadata } from 'next'
import { may } from '#lib/auth/permissions'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { runQueries } from '#lib/domains/runs/client'
import { runList } from '#lib/domains/runs/contract'
import { listRunPage } from '#lib/domains/runs/queries'
import { Prefetched } from '../../prefetched.tsx'
import { RunsPage } from './runs-page.tsx'

export const metadata: Metadata = { title: 'Collection runs' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('runs:read')
  const values = listValuesOf(runList, await searchParams)
  return (
    <Prefetched queries={[{ ...runQueries.list(values), queryFn: () => listRunPage(viewer, values) }]}>
      <RunsPage mayStart={may(viewer, 'runs:start')} />
    </Prefetched>
  )
}
