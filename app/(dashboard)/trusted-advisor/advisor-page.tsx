'use client'

import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { NotAskedNote } from '#components/feedback/not-asked'
import { NotLookedAt } from '#components/feedback/not-looked-at'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { CHECK_STATUS_WORDS } from '#lib/core/advisor-status'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { CATEGORIES, CHECK_STATUSES, type CheckFilter, checkList } from '#lib/domains/trusted-advisor/contract'
import { categoryName, NoChecks, SOURCE } from './advisor-words.tsx'
import { CategoryCards } from './category-cards.tsx'
import { CHECK_COLUMNS } from './check-columns.tsx'

/** What Trusted Advisor recommends: its categories at a glance, then every check. */
export function AdvisorPage() {
  const url = useListUrl(checkList)
  const overview = useQuery(advisorQueries.overview())
  const checks = useQuery(advisorQueries.checks(url.values))
  const coverage = checks.data?.coverage
  return (
    <Page
      title="Trusted Advisor"
      description="What AWS Trusted Advisor checks in every account with a paid support plan, and what it flags."
    >
      <SpaceBetween size="l">
        <QueryState query={overview} what="the categories" lines={6}>
          {({ categories, coverage: looked }) => <CategoryCards categories={categories} coverage={looked} />}
        </QueryState>
        <ResourceTable
          id="advisor-checks"
          title="Checks"
          one="check"
          columns={CHECK_COLUMNS}
          rowKey={({ checkId }) => checkId}
          url={url}
          query={checks}
          filters={PROPERTIES}
          placeholder="Filter checks by category, status or account, or by a part of their name"
          exportKind="checks"
          coverage={coverage}
          whenEmpty={<NoChecks coverage={coverage}>No account you see has a check’s result.</NoChecks>}
        />
        {coverage && <NotAskedNote coverage={coverage} source={SOURCE} />}
        {coverage && <NotLookedAt coverage={coverage} source={SOURCE} />}
      </SpaceBetween>
    </Page>
  )
}

const PROPERTIES: FilterProperty<CheckFilter>[] = [
  {
    key: 'category',
    label: 'Category',
    plural: 'Categories',
    options: CATEGORIES.map((value) => ({ value, label: categoryName(value) })),
  },
  {
    key: 'status',
    label: 'Status in some account',
    plural: 'Statuses',
    options: CHECK_STATUSES.map((value) => ({ value, label: CHECK_STATUS_WORDS[value] })),
  },
  { key: 'account', label: 'Account id', plural: 'Accounts' },
]
