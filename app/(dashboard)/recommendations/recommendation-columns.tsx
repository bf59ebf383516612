'use client'

import Box from '@cloudscape-design/components/box'
import Popover from '@cloudscape-design/components/popover'
import { AccountCell } from '#components/display/account-cells'
import { DateWithDistance, useToday } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { TeamName } from '#components/display/team-name'
import type { ResourceColumn } from '#components/table/resource-table'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import { dayOf, daysBetween } from '#lib/core/time'
import type { RecommendationRow, RecommendationSort, Tab } from '#lib/domains/recommendations/contract'
import { sourceWord } from '#lib/domains/recommendations/words'
import { StageStatus } from './stage-status.tsx'

type Column = ResourceColumn<RecommendationRow, RecommendationSort>

export const recommendationHref = ({ accountId, id }: Pick<RecommendationRow, 'accountId' | 'id'>): string =>
  `/recommendations/${accountId}/${id}`

const WHAT: Column = {
  id: 'what',
  header: 'What',
  width: 192,
  cell: (row) => (
    <>
      <PageLink href={recommendationHref(row)}>{visibleText(row.title)}</PageLink>
      <Box color="text-body-secondary" fontSize="body-s">
        {sourcesInWords(row)}
      </Box>
    </>
  ),
}

const PRIORITY: Column = {
  id: 'priority',
  header: 'Priority',
  sort: 'priority',
  width: 114,
  cell: (row) => <Priority of={row} />,
}

const ACCOUNT: Column = {
  id: 'account',
  header: 'Account and team',
  width: 146,
  cell: (row) => <AccountCell row={row} />,
}

const TEAM: Column = {
  id: 'team',
  header: 'Team',
  optional: true,
  width: 115,
  cell: (row) => <TeamName of={row} />,
}

const STAGE: Column = { id: 'stage', header: 'Stage', width: 193, cell: (row) => <StageStatus of={row} /> }

const OPEN: Column = {
  id: 'open',
  header: 'Open',
  figure: true,
  width: 85,
  cell: ({ openFindings }) => formatCount(openFindings),
}

const DUE: Column = {
  id: 'due',
  header: 'Due',
  sort: 'due',
  width: 116,
  cell: ({ dueOn }) => <DateWithDistance day={dueOn} whenNone="No date" />,
}

const AGE: Column = { id: 'age', header: 'Age', sort: 'age', width: 90, cell: (row) => <Age since={row.createdAt} /> }

const SOURCES: Column = {
  id: 'sources',
  header: 'Sources',
  optional: true,
  width: 145,
  cell: (row) => sourcesInWords(row) || '–',
}

const RESPONSIBLE: Column = {
  id: 'responsible',
  header: 'Responsible',
  width: 130,
  optional: true,
  cell: ({ assignee }) => assignee?.name ?? 'Nobody yet',
}

const COMMITTED: Column = {
  id: 'committed',
  header: 'Committed',
  sort: 'committed',
  width: 130,
  cell: ({ committedOn }) => <DateWithDistance day={committedOn} />,
}

const COMES_BACK: Column = {
  id: 'expires',
  header: 'Comes back',
  width: 130,
  cell: ({ stage, expiresOn }) =>
    stage === 'dismissed' ? <DateWithDistance day={expiresOn} whenNone="By hand only" /> : '–',
}

const CLOSED: Column = {
  id: 'resolved',
  header: 'Resolved',
  width: 130,
  cell: ({ stage, resolvedAt }) =>
    stage === 'resolved' && resolvedAt ? <DateWithDistance day={dayOf(new Date(resolvedAt))} /> : '–',
}

const sourcesInWords = ({ sources }: RecommendationRow): string => sources.map(sourceWord).join(', ')

export const RECOMMENDATION_COLUMNS: Readonly<Record<Tab, readonly Column[]>> = {
  active: [WHAT, PRIORITY, ACCOUNT, TEAM, STAGE, OPEN, DUE, COMMITTED, AGE, SOURCES, RESPONSIBLE],
  // One word each.
  closed: [WHAT, ACCOUNT, TEAM, { ...STAGE, width: 130 }, OPEN, CLOSED, COMES_BACK, DUE, AGE, SOURCES],
}

/** 0 to 100, with the reasons for whoever asks. */
export function Priority({ of: { priority, because } }: { of: Pick<RecommendationRow, 'priority' | 'because'> }) {
  return (
    <Popover
      size="medium"
      position="right"
      renderWithPortal
      dismissButton={false}
      header={`Priority ${formatCount(priority)} of 100`}
      content={
        <ul style={REASONS}>
          {because.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      }
    >
      <Box variant="span" fontWeight={priority >= HIGH ? 'bold' : 'normal'}>
        <span style={FIGURE}>{formatCount(priority)}</span>
      </Box>
    </Popover>
  )
}

/** From here on a priority is printed bold. */
const HIGH = 70
const REASONS = { margin: 0, paddingInlineStart: 18 } as const
const FIGURE = { fontVariantNumeric: 'tabular-nums' } as const

function Age({ since }: { since: string }) {
  const today = useToday()
  return <>{countOf(Math.max(0, daysBetween(dayOf(new Date(since)), today)), 'day')}</>
}
