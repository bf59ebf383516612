'use client'

import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import Tabs from '@cloudscape-design/components/tabs'
import { useTab } from '#components/table/use-tab'
import { lambdaPanels, lambdaTabs } from '#lib/domains/lambda/contract'
import { ByFunction } from './by-function.tsx'
import { ByRuntime } from './by-runtime.tsx'

/** Which functions must leave which runtime by when: the runtimes with their dates, or the functions one by one. */
export function LambdaPage() {
  const [tab, setTab] = useTab(lambdaTabs, lambdaPanels)
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
        onChange={({ detail }) => setTab(detail.activeTabId)}
        ariaLabel="Lambda runtimes"
        tabs={[
          { id: 'runtimes', label: 'By runtime', content: tab === 'runtimes' && <ByRuntime /> },
          { id: 'functions', label: 'By function', content: tab === 'functions' && <ByFunction /> },
        ]}
      />
    </ContentLayout>
  )
}
