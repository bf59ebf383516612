'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Tabs from '@cloudscape-design/components/tabs'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { AllowedMarkup } from '#components/display/allowed-markup'
import { Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { NotAskedNote } from '#components/feedback/not-asked'
import { NotLookedAt } from '#components/feedback/not-looked-at'
import { QueryState } from '#components/feedback/query-state'
import { Page } from '#components/shell/page'
import { useTab } from '#components/table/use-tab'
import { formatCount, visibleText } from '#lib/core/format'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import { type CheckDetail, resultList } from '#lib/domains/trusted-advisor/contract'
import type { ShownList } from '#lib/lists/shown-list'
import { categoryName, dollars, SOURCE } from '../advisor-words.tsx'
import { WorstStatus } from '../check-columns.tsx'
import { FlaggedTable } from './flagged-table.tsx'
import { ResultTable } from './result-table.tsx'

const PANELS = ['resource'] as const

/** One check: what AWS says it looks for, what it flags in the check's own columns, and what it says of each account. */
export function CheckPage({ checkId, list }: { checkId: string; list: ShownList }) {
  const check = useQuery(advisorQueries.check(checkId))
  const tabs = useMemo(() => ({ flagged: list.definition, accounts: resultList }), [list])
  const [tab, setTab] = useTab(tabs, PANELS)
  return (
    <Page title={visibleText(check.data?.name ?? checkId)} description="A check of AWS Trusted Advisor">
      <QueryState query={check} what="the check" lines={8}>
        {(known) => (
          <SpaceBetween size="l">
            <Facts check={known} />
            <Tabs
              activeTabId={tab}
              onChange={({ detail }) => setTab(detail.activeTabId)}
              ariaLabel="What the check says"
              tabs={[
                {
                  id: 'flagged',
                  label: list.title,
                  content: tab === 'flagged' && <FlaggedTable check={known} list={list} />,
                },
                {
                  id: 'accounts',
                  label: 'By account',
                  content: tab === 'accounts' && <ResultTable checkId={checkId} />,
                },
              ]}
            />
            <NotAskedNote coverage={known.coverage} source={SOURCE} />
            <NotLookedAt coverage={known.coverage} source={SOURCE} />
          </SpaceBetween>
        )}
      </QueryState>
    </Page>
  )
}

function Facts({ check }: { check: CheckDetail }) {
  return (
    <Container
      footer={
        check.description.length > 0 && (
          <ExpandableSection variant="footer" headerText="What AWS says of this check">
            <Box variant="div" color="text-body-secondary">
              <AllowedMarkup nodes={check.description} />
            </Box>
          </ExpandableSection>
        )
      }
    >
      <KeyValuePairs
        columns={4}
        minColumnWidth={160}
        items={[
          { label: 'Status', value: <WorstStatus check={check} /> },
          {
            label: 'Flagged resources',
            value: (
              <>
                {formatCount(check.flagged)}
                {check.suppressed > 0 && (
                  <Box color="text-body-secondary" fontSize="body-s">
                    {formatCount(check.suppressed)} excluded in AWS
                  </Box>
                )}
              </>
            ),
          },
          {
            label: 'Estimated savings a month',
            value: check.monthlySavings === null ? 'None are estimated by this check' : dollars(check.monthlySavings),
          },
          { label: 'Category', value: categoryName(check.category) },
          { label: 'Refreshed by AWS', value: <Refreshed at={check.refreshedAt} /> },
          { label: 'Check id', value: <Identifier text={check.checkId} what="check id" /> },
        ]}
      />
    </Container>
  )
}

function Refreshed({ at }: { at: string | null }) {
  if (at === null) return <>Not told</>
  return (
    <>
      <Instant at={at} /> or later
    </>
  )
}
