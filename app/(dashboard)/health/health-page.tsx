'use client'

import Tabs from '@cloudscape-design/components/tabs'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { Page } from '#components/shell/page'
import { CHANGE_KINDS } from '#lib/domains/health/contract'
import { ChangeTable } from './change-table.tsx'

/** What AWS is going to change, by when, and how much of ours stands in the way. */
export function HealthPage() {
  const [{ tab }, setTab] = useQueryStates({
    tab: parseAsStringLiteral(CHANGE_KINDS).withDefault('planned'),
    // Cursors and the panel of one tab mean nothing in the other.
    after: parseAsString,
    before: parseAsString,
    change: parseAsString,
  })
  return (
    <Page
      title="Health"
      description="What AWS Health announces for the accounts of the organisation. The same change in many Regions is one row."
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) =>
          setTab(
            {
              tab: CHANGE_KINDS.find((known) => known === detail.activeTabId) ?? null,
              after: null,
              before: null,
              change: null,
            },
            { history: 'push' },
          )
        }
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
