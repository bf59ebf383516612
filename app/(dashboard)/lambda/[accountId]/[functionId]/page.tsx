import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { lambdaQueries } from '#lib/domains/lambda/client'
import { functionKey } from '#lib/domains/lambda/contract'
import { getFunction } from '#lib/domains/lambda/function-detail'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../../prefetched.tsx'
import { FunctionPage } from './function-page.tsx'

export const metadata: Metadata = { title: 'Function' }

type Props = { params: Promise<{ accountId: string; functionId: string }> }

export default async function Page({ params }: Props) {
  const viewer = await requireViewer('posture:read')
  const key = functionKey.safeParse(await params)
  if (!key.success) notFound()
  const known = await getFunction(viewer, key.data).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  return (
    <Prefetched queries={[{ ...lambdaQueries.function(key.data), queryFn: async () => known }]}>
      <FunctionPage
        name={known.name}
        where={`${known.accountName ?? known.accountId}, ${known.region}`}
        functionKey={key.data}
      />
    </Prefetched>
  )
}
