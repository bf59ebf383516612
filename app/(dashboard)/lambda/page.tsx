import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { lambdaQueries } from '#lib/domains/lambda/client'
import { functionList } from '#lib/domains/lambda/contract'
import { getTrend, listFacets, listFunctionPage, listRuntimes } from '#lib/domains/lambda/queries'
import { Prefetched } from '../../prefetched.tsx'
import { LambdaPage } from './lambda-page.tsx'

export const metadata: Metadata = { title: 'Lambda runtimes' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const given = await searchParams
  const values = listValuesOf(functionList, given)
  const byRuntime = [
    { ...lambdaQueries.runtimes(), queryFn: () => listRuntimes(viewer) },
    { ...lambdaQueries.trend(), queryFn: () => getTrend(viewer) },
  ]
  const byFunction = [
    { ...lambdaQueries.functions(values), queryFn: () => listFunctionPage(viewer, values) },
    { ...lambdaQueries.facets(), queryFn: () => listFacets(viewer) },
  ]
  return (
    <Prefetched queries={given.tab === 'functions' ? byFunction : byRuntime}>
      <LambdaPage />
    </Prefetched>
  )
}
