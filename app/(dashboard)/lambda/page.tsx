import type { Metadata } from 'next'
import { lambdaQueries } from '#lib/domains/lambda/client'
import { lambdaAddress } from '#lib/domains/lambda/contract'
import { getTrend, listFacets, listFunctionPage, listRuntimes } from '#lib/domains/lambda/queries'
import { definePage } from '../../define-page.tsx'
import { LambdaPage } from './lambda-page.tsx'

export const metadata: Metadata = { title: 'Lambda runtimes' }

export default definePage({
  permission: 'posture:read',
  address: lambdaAddress,
  show: async ({ viewer, asked }) => ({
    queries:
      asked.tab === 'functions'
        ? [
            { ...lambdaQueries.functions(asked.values), queryFn: () => listFunctionPage(viewer, asked.values) },
            { ...lambdaQueries.facets(), queryFn: () => listFacets(viewer) },
          ]
        : [
            { ...lambdaQueries.runtimes(), queryFn: () => listRuntimes(viewer) },
            { ...lambdaQueries.trend(), queryFn: () => getTrend(viewer) },
          ],
    page: <LambdaPage />,
  }),
})
