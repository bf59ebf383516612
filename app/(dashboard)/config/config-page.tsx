'use client'

import Tabs from '@cloudscape-design/components/tabs'
import { Page } from '#components/shell/page'
import { useTab } from '#components/table/use-tab'
import { configTabs } from '#lib/domains/config/contract'
import { ByAccount } from './by-account.tsx'
import { ByRule } from './by-rule.tsx'

/** Which rules of AWS Config are not kept, and where. */
export function ConfigPage() {
  const [tab, setTab] = useTab(configTabs)
  return (
    <Page
      title="Config"
      description="What AWS Config says of resources that do not comply with its rules, through the organisation’s aggregator."
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        ariaLabel="Config"
        tabs={[
          { id: 'rules', label: 'By rule', content: tab === 'rules' && <ByRule /> },
          { id: 'accounts', label: 'By account', content: tab === 'accounts' && <ByAccount /> },
        ]}
      />
    </Page>
  )
}
