'use client'

import Tabs from '@cloudscape-design/components/tabs'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Page } from '#components/shell/page'
import { ByAccount } from './by-account.tsx'
import { ByRule } from './by-rule.tsx'

const TABS = ['rules', 'accounts'] as const

/** Which rules of AWS Config are not kept, and where. */
export function ConfigPage() {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('rules'))
  return (
    <Page
      title="Config"
      description="What AWS Config says of resources that do not comply with its rules, through the organisation’s aggregator."
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) =>
          setTab(TABS.find((known) => known === detail.activeTabId) ?? null, { history: 'push' })
        }
        ariaLabel="Config"
        tabs={[
          { id: 'rules', label: 'By rule', content: tab === 'rules' && <ByRule /> },
          { id: 'accounts', label: 'By account', content: tab === 'accounts' && <ByAccount /> },
        ]}
      />
    </Page>
  )
}
