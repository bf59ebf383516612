'use client'

import Tabs from '@cloudscape-design/components/tabs'
import { Page } from '#components/shell/page'
import { useTab } from '#components/table/use-tab'
import { healthTabs } from '#lib/domains/health/contract'
import { ChangeTable } from './change-table.tsx'

const PANELS = ['change'] as const

/** What AWS is going to change, by when, and how much of ours stands in the way. */
export function HealthPage() {
  const [tab, setTab] = useTab(healthTabs, PANELS)
  return (
    <Page
      title="Health"
      description="What AWS Health announces for the accounts of the organisation. The same change in many Regions is one row."
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        ariaLabel="Changes by kind"
        tabs={[
          {
            id: 'planned',
            label: 'Planned lifecycle',
            content: tab === 'planned' && <ChangeTable key="planned" kind="planned" />,
          },
          {
            id: 'scheduled',
            label: 'Scheduled changes',
            content: tab === 'scheduled' && <ChangeTable key="scheduled" kind="scheduled" />,
          },
        ]}
      />
    </Page>
  )
}
