'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { Status } from '#components/display/status'
import { CoverageNote } from '#components/feedback/coverage-note'
import { PlaceLink } from '#components/shell/place-link'
import { CountHeader } from '#components/table/count-cell'
import { WorkCell } from '#components/table/work-cell'
import type { Due } from '#lib/core/due'
import { FINDING_SOURCE_FACTS } from '#lib/core/finding-source'
import { countOf, formatChange, formatDay } from '#lib/core/format'
import type { Overview, SourceRow } from '#lib/domains/overview/contract'
import { ReadingNote } from '../health/reading-note.tsx'

/** How each source stands; what could not be looked at stands beside them and is no zero (I3). */
export function BySource({ overview: { sources, weekAgo } }: { overview: Overview }) {
  return (
    <Table
      items={sources}
      trackBy="source"
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description="Active recommendations, and of how much of the organisation they tell">
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
          header: <CountHeader>Active</CountHeader>,
          minWidth: 110,
          cell: (row) => (wasRead(row) ? <WorkCell work={row.work.active} href={workOf(row)} /> : <NotKnown />),
        },
        {
          id: 'change',
          header: <CountHeader>Findings since {formatDay(weekAgo)}</CountHeader>,
          minWidth: 120,
          cell: (row) => (
            <div style={FIGURE}>
              {row.findings.weekAgo === null || !wasRead(row)
                ? '–'
                : formatChange(row.findings.now - row.findings.weekAgo)}
            </div>
          ),
        },
        {
          id: 'overdue',
          header: <CountHeader>Overdue</CountHeader>,
          minWidth: 90,
          cell: (row) =>
            hasDates(row) && wasRead(row) ? (
              <WorkCell work={row.work.overdue} href={workOf(row, 'overdue')} />
            ) : (
              <div style={FIGURE}>–</div>
            ),
        },
        {
          id: 'soon',
          header: <CountHeader>In 30 days</CountHeader>,
          minWidth: 110,
          cell: (row) =>
            hasDates(row) && wasRead(row) ? (
              <WorkCell work={row.work.soon} href={workOf(row, '30days')} />
            ) : (
              <div style={FIGURE}>–</div>
            ),
        },
        { id: 'coverage', header: 'Looked at', minWidth: 260, cell: (row) => <LookedAt row={row} /> },
      ]}
    />
  )
}

const workOf = ({ source }: SourceRow, due?: Due): string =>
  `/recommendations?${new URLSearchParams({ source: FINDING_SOURCE_FACTS[source].scopes, ...(due && { due }) })}`

/** Rules and checks name no day by which they must be kept. */
const hasDates = ({ source }: SourceRow): boolean => source === 'lambda' || source === 'health'

/** Something of it was read, or is known all the same: then a zero is one. */
function wasRead({ coverage, reading, findings }: SourceRow): boolean {
  return findings.now > 0 || (coverage?.oldestCompleteAt ?? reading?.lastCompleteAt ?? null) !== null
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
