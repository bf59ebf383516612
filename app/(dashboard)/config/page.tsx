import type { Metadata } from 'next'
import { requireViewer } from '#lib/auth/viewer'
import { listValuesOf } from '#lib/core/list'
import { configQueries } from '#lib/domains/config/client'
import { configAccountList, ruleList } from '#lib/domains/config/contract'
import { listConfigAccountPage, listConfigFacets, listRulePage } from '#lib/domains/config/queries'
import { Prefetched } from '../../prefetched.tsx'
import { ConfigPage } from './config-page.tsx'

export const metadata: Metadata = { title: 'Config' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer('posture:read')
  const given = await searchParams
  const rules = listValuesOf(ruleList, given)
  const accounts = listValuesOf(configAccountList, given)
  const list =
    given.tab === 'accounts'
      ? { ...configQueries.accounts(accounts), queryFn: () => listConfigAccountPage(viewer, accounts) }
      : { ...configQueries.rules(rules), queryFn: () => listRulePage(viewer, rules) }
  return (
    <Prefetched queries={[list, { ...configQueries.facets(), queryFn: () => listConfigFacets(viewer) }]}>
      <ConfigPage />
    </Prefetched>
  )
}
