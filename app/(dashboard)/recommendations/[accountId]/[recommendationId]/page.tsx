import type { Metadata } from 'next'
import { may } from '#lib/auth/permissions'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import { recommendationKey } from '#lib/domains/recommendations/contract'
import { getRecommendation, listAffectedPage } from '#lib/domains/recommendations/queries'
import { definePage } from '../../../../define-page.tsx'
import { RecommendationPage } from './recommendation-page.tsx'

export const metadata: Metadata = { title: 'Recommendation' }

export default definePage({
  permission: 'recommendations:read',
  path: recommendationKey,
  show: async ({ viewer, path }) => {
    const recommendation = await getRecommendation(viewer, path)
    return {
      queries: [
        { ...recommendationQueries.one(path), queryFn: async () => recommendation },
        { ...recommendationQueries.affected(path, {}), queryFn: () => listAffectedPage(viewer, path) },
      ],
      page: <RecommendationPage at={path} mayDecide={may(viewer, 'recommendations:decide')} />,
    }
  },
})
