import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireViewer } from '#lib/auth/viewer'
import { reportQueries } from '#lib/domains/reports/client'
import { reportKey } from '#lib/domains/reports/contract'
import { getReport } from '#lib/domains/reports/queries'
import { AppError } from '#lib/errors'
import { Prefetched } from '../../../prefetched.tsx'
import { OneReport } from './one-report.tsx'

export const metadata: Metadata = { title: 'Weekly report' }

type Props = {
  params: Promise<{ week: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Page({ params, searchParams }: Props) {
  const viewer = await requireViewer('reports:read')
  const { team } = await searchParams
  const key = reportKey.safeParse({ ...(await params), ...(team && { team }) })
  if (!key.success) notFound()
  const report = await getReport(viewer, key.data).catch((error: unknown) => {
    if (error instanceof AppError && error.kind === 'not_found') notFound()
    throw error
  })
  return (
    <Prefetched queries={[{ ...reportQueries.one(key.data), queryFn: async () => report }]}>
      <OneReport asked={key.data} />
    </Prefetched>
  )
}
