import type { Metadata } from 'next'
import { lambdaQueries } from '#lib/domains/lambda/client'
import { functionKey } from '#lib/domains/lambda/contract'
import { getFunction } from '#lib/domains/lambda/function-detail'
import { definePage } from '../../../../define-page.tsx'
import { FunctionPage } from './function-page.tsx'

export const metadata: Metadata = { title: 'Function' }

export default definePage({
  permission: 'posture:read',
  path: functionKey,
  show: async ({ viewer, path }) => {
    const known = await getFunction(viewer, path)
    return {
      queries: [{ ...lambdaQueries.function(path), queryFn: async () => known }],
      page: (
        <FunctionPage
          name={known.name}
          where={`${known.accountName ?? known.accountId}, ${known.region}`}
          functionKey={path}
        />
      ),
    }
  },
})
