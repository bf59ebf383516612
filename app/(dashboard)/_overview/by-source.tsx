'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { Status } from '#components/display/status'
import { CoverageNote } from '#components/feedback/coverage-note'
import { PlaceLink } from '#components/shell/place-link'
import { CountCell, CountHeader } from '#components/table/count-cell'
import { FINDING_SOURCE_FACTS } from '#lib/core/finding-source'
import { countOf, formatChange } from '#lib/core/format'
import type { SourceRow } from '#lib/domains/overview/contract'
import { ReadingNote } from '../health/reading-note.tsx'

/** How each source's findings stand; what could not be looked at stands beside them and is no zero (I3). */
export function BySource({ sources }: { sources: readonly SourceRow[] }) {
  return (
    <Table
      items={sources}
      trackBy="source"
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description="Open findings, and of how much of the organisation they tell">
          Posture by source
        </Header>
      }
      ariaLabels={{ tableLabel: 'Posture by source' }}
      columnDefinitions={[
        {
          id: 'source',
          header: 'Source',
          isRowHeader: true,
          minWidth: 150,
          cell: ({ source }) => (
            <PlaceLink href={FINDING_SOURCE_FACTS[source].href}>{FINDING_SOURCE_FACTS[source].name}</PlaceLink>
          ),
        },
        {
          id: 'open',
          header: <CountHeader>Open</CountHeader>,
          minWidth: 80,
          cell: (row) => (wasRead(row) ? <CountCell count={row.open.now} /> : <NotKnown />),
        },
        {
          id: 'change',
          header: <CountHeader>Since last week</CountHeader>,
          minWidth: 110,
          cell: (row) => (
            <div style={FIGURE}>
              {row.open.weekAgo === null || !wasRead(row) ? '–' : formatChange(row.open.now - row.open.weekAgo)}
            </div>
          ),
        },
        {
          id: 'overdue',
          header: <CountHeader>Overdue</CountHeader>,
          minWidth: 90,
          cell: (row) =>
            hasDates(row) && wasRead(row) ? <CountCell count={row.overdue} /> : <div style={FIGURE}>–</div>,
        },
        {
          id: 'soon',
          header: <CountHeader>In 30 days</CountHeader>,
          minWidth: 110,
          cell: (row) => (hasDates(row) && wasRead(row) ? <CountCell count={row.soon} /> : <div style={FIGURE}>–</div>),
        },
        { id: 'coverage', header: 'Looked at', minWidth: 260, cell: (row) => <LookedAt row={row} /> },
      ]}
    />
  )
}

/** Rules and checks name no day by which they must be kept. */
const hasDates = ({ source }: SourceRow): boolean => source === 'lambda' || source === 'health'

/** Something of it was read, or is known all the same: then a zero is one. */
function wasRead({ coverage, reading, open }: SourceRow): boolean {
  return open.now > 0 || (coverage?.oldestCompleteAt ?? reading?.lastCompleteAt ?? null) !== null
}

function NotKnown() {
  return (
    <div style={FIGURE}>
      <Status kind="could-not-look">Not known</Status>
    </div>
  )
}

function LookedAt({ row: { coverage, reading } }: { row: SourceRow }) {
  if (reading) {
    return (
      <Box color="text-body-secondary" fontSize="body-s">
        <ReadingNote reading={reading} />
      </Box>
    )
  }
  if (!coverage) return null
  const notAsked = coverage.notAsked.reduce((most, { accounts }) => Math.max(most, accounts), 0)
  return (
    <>
      <CoverageNote coverage={coverage} />
      {notAsked > 0 && (
        <Box color="text-body-secondary" fontSize="body-s">
          {coverage.notAsked.some(({ status }) => status === 'not_entitled')
            ? `${countOf(notAsked, 'account')} not entitled`
            : `nothing to ask in parts of ${countOf(notAsked, 'account')}`}
        </Box>
      )}
    </>
  )
}

const FIGURE = { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } as const
