import type { Metadata } from 'next'
import { runQueries } from '#lib/domains/runs/client'
import { runKey } from '#lib/domains/runs/contract'
import { getRun, listRunScopes } from '#lib/domains/runs/queries'
import { definePage } from '../../../define-page.tsx'
import { RunPage } from './run-page.tsx'

export const metadata: Metadata = { title: 'Collection run' }

export default definePage({
  permission: 'runs:read',
  path: runKey,
  show: async ({ viewer, path: { runId } }) => {
    const run = await getRun(viewer, { runId })
    return {
      queries: [
        { ...runQueries.run(runId), queryFn: async () => run },
        { ...runQueries.scopes(runId, {}), queryFn: () => listRunScopes(viewer, { runId }) },
      ],
      page: <RunPage runId={runId} />,
    }
  },
})
