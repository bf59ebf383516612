import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { reportQueries } from '#lib/domains/reports/client'
import { reportListInput } from '#lib/domains/reports/contract'
import { listReportWeeks } from '#lib/domains/reports/queries'
import { Prefetched } from '../../prefetched.tsx'
import { ReportsPage } from './reports-page.tsx'

export const metadata: Metadata = { title: 'Reports' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('reports:read')
  const { team, before } = await searchParams
  const parsed = reportListInput.safeParse({ ...(team && { team }), ...(before && { before }) })
  const asked = parsed.success ? parsed.data : {}
  return (
    <Prefetched queries={[{ ...reportQueries.list(asked), queryFn: () => listReportWeeks(viewer, asked) }]}>
      <ReportsPage asked={asked} />
    </Prefetched>
  )
}
