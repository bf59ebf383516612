import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { may } from '#lib/auth/permissions'
import { requireViewer } from '#lib/auth/viewer'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import { recommendationKey } from '#lib/domains/recommendations/contract'
import { getRecommendation, listAffectedPage } from '#lib/domains/recommendations/queries'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../../prefetched.tsx'
import { RecommendationPage } from './recommendation-page.tsx'

export const metadata: Metadata = { title: 'Recommendation' }

type Props = { params: Promise<{ accountId: string; recommendationId: string }> }

export default async function Page({ params }: Props) {
  const viewer = await requireViewer('recommendations:read')
  const key = recommendationKey.safeParse(await params)
  if (!key.success) notFound()
  // Read here, and not only ahead: one that is not the viewer's must answer 404, like one that is not at all (T1).
  const recommendation = await getRecommendation(viewer, key.data).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  const queries = [
    { ...recommendationQueries.one(key.data), queryFn: async () => recommendation },
    { ...recommendationQueries.affected(key.data, {}), queryFn: () => listAffectedPage(viewer, key.data) },
  ]
  return (
    <Prefetched queries={queries}>
      <RecommendationPage at={key.data} mayDecide={may(viewer, 'recommendations:decide')} />
    </Prefetched>
  )
}
