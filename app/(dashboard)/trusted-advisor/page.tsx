import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { checkList } from '#lib/domains/trusted-advisor/contract'
import { getAdvisorOverview, listCheckPage } from '#lib/domains/trusted-advisor/queries'
import { Prefetched } from '../../prefetched.tsx'
import { AdvisorPage } from './advisor-page.tsx'

export const metadata: Metadata = { title: 'Trusted Advisor' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const values = listValuesOf(checkList, await searchParams)
  return (
    <Prefetched
      queries={[
        { ...advisorQueries.overview(), queryFn: () => getAdvisorOverview(viewer) },
        { ...advisorQueries.checks(values), queryFn: () => listCheckPage(viewer, values) },
      ]}
    >
      <AdvisorPage />
    </Prefetched>
  )
}
