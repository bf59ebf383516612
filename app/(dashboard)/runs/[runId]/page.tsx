import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { runQueries } from '#lib/domains/runs/client'
import { runKey } from '#lib/domains/runs/contract'
import { getRun, listRunScopes } from '#lib/domains/runs/queries'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../prefetched.tsx'
import { RunPage } from './run-page.tsx'

export const metadata: Metadata = { title: 'Collection run' }

type Props = { params: Promise<{ runId: string }> }

export default async function Page({ params }: Props) {
  const viewer = await requireViewer('runs:read')
  const key = runKey.safeParse(await params)
  if (!key.success) notFound()
  const { runId } = key.data
  const run = await getRun(viewer, { runId }).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  return (
    <Prefetched
      queries={[
        { ...runQueries.run(runId), queryFn: async () => run },
        { ...runQueries.scopes(runId, {}), queryFn: () => listRunScopes(viewer, { runId }) },
      ]}
    >
      <RunPage runId={runId} />
    </Prefetched>
  )
}
