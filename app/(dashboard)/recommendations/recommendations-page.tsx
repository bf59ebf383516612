'use client'

import Tabs from '@cloudscape-design/components/tabs'
import { Page } from '#components/shell/page'
import { useTab } from '#components/table/use-tab'
import { recommendationTabs, TABS, type Tab } from '#lib/domains/recommendations/contract'
import { RecommendationTable } from './recommendation-table.tsx'

export type Person = { id: string; teamIds: readonly string[]; mayDecide: boolean }

const LABELS: Readonly<Record<Tab, string>> = { active: 'Active', closed: 'Closed' }

/** What waits for whom, and what came of the rest? */
export function RecommendationsPage({ person }: { person: Person }) {
  const [tab, setTab] = useTab(recommendationTabs)
  return (
    <Page
      title="Recommendations"
      description="What AWS asks of an account’s owner, once for each thing to do. Answer it, and it resolves by itself when a collection finds nothing open any more."
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={TABS.map((id) => ({
          id,
          label: LABELS[id],
          content: <RecommendationTable key={id} tab={id} person={person} />,
        }))}
      />
    </Page>
  )
}
