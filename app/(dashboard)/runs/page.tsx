import type { Metadata } from 'next'
import { may } from '#lib/auth/permissions'
import { runQueries } from '#lib/domains/runs/client'
import { runAddress } from '#lib/domains/runs/contract'
import { listRunPage } from '#lib/domains/runs/queries'
import { definePage } from '../../define-page.tsx'
import { RunsPage } from './runs-page.tsx'

export const metadata: Metadata = { title: 'Collection runs' }

export default definePage({
  permission: 'runs:read',
  address: runAddress,
  show: async ({ viewer, asked: { values } }) => ({
    queries: [{ ...runQueries.list(values), queryFn: () => listRunPage(viewer, values) }],
    page: <RunsPage mayStart={may(viewer, 'runs:start')} />,
  }),
})
