import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { coverageQueries } from '#lib/domains/coverage/client'
import { coverageList } from '#lib/domains/coverage/contract'
import { getMatrix, listScopePage } from '#lib/domains/coverage/queries'
import { Prefetched } from '../../prefetched.tsx'
import { CoveragePage } from './coverage-page.tsx'

export const metadata: Metadata = { title: 'Coverage' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('coverage:read')
  const given = await searchParams
  const values = listValuesOf(coverageList, given)
  const matrix = { ...coverageQueries.matrix(values), queryFn: () => getMatrix(viewer, values) }
  const scopes = { ...coverageQueries.scopes(values), queryFn: () => listScopePage(viewer, values) }
  return (
    <Prefetched queries={given.view === 'list' ? [scopes, matrix] : [matrix]}>
      <CoveragePage />
    </Prefetched>
  )
}
