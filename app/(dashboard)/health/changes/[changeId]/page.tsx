import type { Metadata } from 'next'
import { getChange, listChangeAccounts, listChangeResources } from '#lib/domains/health/change-detail'
import { healthQueries } from '#lib/domains/health/client'
import { changeKey } from '#lib/domains/health/contract'
import { definePage } from '../../../../define-page.tsx'
import { ChangePage } from './change-page.tsx'

export const metadata: Metadata = { title: 'Change' }

export default definePage({
  permission: 'posture:read',
  path: changeKey,
  show: async ({ viewer, path }) => {
    const { changeId } = path
    const change = await getChange(viewer, path)
    return {
      queries: [
        { ...healthQueries.change(changeId), queryFn: async () => change },
        { ...healthQueries.accounts(changeId), queryFn: () => listChangeAccounts(viewer, path) },
        { ...healthQueries.resources(changeId, null), queryFn: () => listChangeResources(viewer, path) },
      ],
      page: <ChangePage title={change.title} changeId={changeId} />,
    }
  },
})
