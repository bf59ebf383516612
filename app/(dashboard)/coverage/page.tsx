import type { Metadata } from 'next'
import { coverageQueries } from '#lib/domains/coverage/client'
import { coverageAddress, matrixValues } from '#lib/domains/coverage/contract'
import { getMatrix, listScopePage } from '#lib/domains/coverage/queries'
import { definePage } from '../../define-page.tsx'
import { CoveragePage } from './coverage-page.tsx'

export const metadata: Metadata = { title: 'Coverage' }

export default definePage({
  permission: 'coverage:read',
  address: coverageAddress,
  show: async ({ viewer, asked: { view, values } }) => {
    const beside = matrixValues(values, view)
    const matrix = { ...coverageQueries.matrix(beside), queryFn: () => getMatrix(viewer, beside) }
    const scopes = { ...coverageQueries.scopes(values), queryFn: () => listScopePage(viewer, values) }
    return { queries: view === 'list' ? [scopes, matrix] : [matrix], page: <CoveragePage /> }
  },
})
