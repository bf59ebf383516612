'use client'

import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCallback } from 'react'
import { DetailPanel } from '#components/shell/detail-panel'
import { useListUrl } from '#components/table/use-list-url'
import { coverageQueries } from '#lib/domains/coverage/client'
import { COVERAGE_VIEWS, coverageList, matrixValues } from '#lib/domains/coverage/contract'
import { CoverageTotals } from './coverage-totals.tsx'
import { Matrix } from './matrix.tsx'
import { PlacePanel } from './place-panel.tsx'
import { ScopeList } from './scope-list.tsx'

/** What was looked at and when, what was not and why, and who can do something about it. */
export function CoveragePage() {
  const url = useListUrl(coverageList)
  const [view, setView] = useQueryState('view', parseAsStringLiteral(COVERAGE_VIEWS).withDefault('matrix'))
  const [open, setOpen] = useQueryState('open')
  const matrix = useQuery(coverageQueries.matrix(matrixValues(url.values, view)))
  const close = useCallback(() => setOpen(null), [setOpen])
  const [accountId, source] = placeOf(open)
  const words = matrix.data?.words
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="Every source in every account and Region: when it was last read to the end, and what keeps it from being read."
          actions={
            <SegmentedControl
              label="View"
              selectedId={view}
              options={[
                { id: 'matrix', text: 'Matrix' },
                { id: 'list', text: 'List' },
              ]}
              onChange={({ detail }) => {
                setView(COVERAGE_VIEWS.find((known) => known === detail.selectedId) ?? null)
                // Cursors of one view mean nothing in the other.
                url.change({})
              }}
            />
          }
        >
          Coverage
        </Header>
      }
    >
      <SpaceBetween size="l">
        <CoverageTotals totals={matrix.data?.totals} url={url} />
        {view === 'matrix' ? (
          <Matrix url={url} query={matrix} open={open} onOpen={setOpen} />
        ) : (
          <ScopeList url={url} words={words} onOpen={setOpen} />
        )}
      </SpaceBetween>
      {accountId && (
        <DetailPanel title={panelTitle(source)} onClose={close}>
          <PlacePanel accountId={accountId} source={source} />
        </DetailPanel>
      )}
    </ContentLayout>
  )
}

const panelTitle = (source: string | undefined): string => source ?? 'Every source of one account'

/** `123456789012.lambda.functions`: the account, then the source, whose id has dots of its own. */
function placeOf(open: string | null): [string | undefined, string | undefined] {
  if (open === null) return [undefined, undefined]
  const dot = open.indexOf('.')
  return dot === -1 ? [open, undefined] : [open.slice(0, dot), open.slice(dot + 1)]
}
