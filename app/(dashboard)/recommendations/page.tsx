import type { Metadata } from 'next'
import { may } from '#lib/auth/permissions'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { recommendationQueries } from '#lib/domains/recommendations/client'
import { recommendationList, TABS, withinTab } from '#lib/domains/recommendations/contract'
import { listRecommendationChoices, listRecommendationPage } from '#lib/domains/recommendations/queries'
import { Prefetched } from '../../prefetched.tsx'
import { RecommendationsPage } from './recommendations-page.tsx'

export const metadata: Metadata = { title: 'Recommendations' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('recommendations:read')
  const given = await searchParams
  const tab = TABS.find((known) => known === given.tab) ?? 'active'
  const values = withinTab(listValuesOf(recommendationList, given), tab)
  const queries = [
    { ...recommendationQueries.list(values), queryFn: () => listRecommendationPage(viewer, values) },
    { ...recommendationQueries.choices(), queryFn: () => listRecommendationChoices(viewer) },
  ]
  return (
    <Prefetched queries={queries}>
      <RecommendationsPage
        person={{ id: viewer.personId, teamIds: viewer.teamIds, mayDecide: may(viewer, 'recommendations:decide') }}
      />
    </Prefetched>
  )
}
