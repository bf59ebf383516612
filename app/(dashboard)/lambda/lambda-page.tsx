'use client'

import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Tabs from '@cloudscape-design/components/tabs'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { ByFunction } from './by-function.tsx'
import { ByRuntime } from './by-runtime.tsx'

const TABS = ['runtimes', 'functions'] as const

/** Which functions must leave which runtime by when: the runtimes with their dates, or the functions one by one. */
export function LambdaPage() {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('runtimes'))
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="AWS stops patching a runtime, then refuses to create, then to update functions on it. They go on running."
        >
          Lambda runtimes
        </Header>
      }
    >
      <Tabs
        activeTabId={tab}
        onChange={({ detail }) =>
          setTab(TABS.find((known) => known === detail.activeTabId) ?? null, { history: 'push' })
        }
        ariaLabel="Lambda runtimes"
        tabs={[
          { id: 'runtimes', label: 'By runtime', content: tab === 'runtimes' && <ByRuntime /> },
          { id: 'functions', label: 'By function', content: tab === 'functions' && <ByFunction /> },
        ]}
      />
    </ContentLayout>
  )
}
