import type { Metadata } from 'next'
import { may } from '#lib/auth/permissions'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import { recommendationAddress, withinTab } from '#lib/domains/recommendations/contract'
import { listRecommendationChoices, listRecommendationPage } from '#lib/domains/recommendations/queries'
import { definePage } from '../../define-page.tsx'
import { RecommendationsPage } from './recommendations-page.tsx'

export const metadata: Metadata = { title: 'Recommendations' }

export default definePage({
  permission: 'recommendations:read',
  address: recommendationAddress,
  show: async ({ viewer, asked }) => {
    const values = withinTab(asked.values, asked.tab)
    const mayDecide = may(viewer, 'recommendations:decide')
    return {
      queries: [
        { ...recommendationQueries.list(values), queryFn: () => listRecommendationPage(viewer, values) },
        { ...recommendationQueries.choices(), queryFn: () => listRecommendationChoices(viewer) },
      ],
      page: <RecommendationsPage person={{ id: viewer.personId, teamIds: viewer.teamIds, mayDecide }} />,
    }
  },
})
