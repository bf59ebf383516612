'use client'

import Box from '@cloudscape-design/components/box'
import { DateWithDistance } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { RegionList } from '#components/display/regions'
import type { ResourceColumn } from '#components/table/resource-table'
import { formatCount, formatDay, teamsInWords, visibleText } from '#lib/core/format'
import type { ChangeKind, ChangeRow, ChangeSort } from '#lib/domains/health/contract'
import { ChangeStatus, NoticeGiven, OpenOfAll } from './change-words.tsx'

const REGIONS_NAMED = 1

export const changeHref = (changeId: string): string => `/health/changes/${changeId}`

/** `eu-west-1, us-east-1`, or `17 Regions` with all of them on hover. */
export function RegionsInWords({ regions }: { regions: readonly string[] }) {
  if (regions.length <= REGIONS_NAMED) return <RegionList names={regions} />
  return <span title={regions.join(', ')}>{formatCount(regions.length)} Regions</span>
}

/** The end where it is another day than the start. */
export function LastsUntil({ change: { startsOn, endsOn } }: { change: Pick<ChangeRow, 'startsOn' | 'endsOn'> }) {
  if (endsOn === null || endsOn === startsOn) return null
  return (
    <Box fontSize="body-s" color="text-body-secondary">
      <span style={NO_WRAP}>until {formatDay(endsOn)}</span>
    </Box>
  )
}

const NO_WRAP = { whiteSpace: 'nowrap' } as const

const COLUMNS: readonly ResourceColumn<ChangeRow, ChangeSort>[] = [
  {
    id: 'change',
    header: 'Change',
    width: 200,
    cell: ({ changeId, shortTitle }) => <PageLink href={changeHref(changeId)}>{visibleText(shortTitle)}</PageLink>,
  },
  {
    id: 'status',
    header: 'Status',
    sort: 'status',
    width: 132,
    cell: ({ status, startsOn }) => <ChangeStatus status={status} startsOn={startsOn} />,
  },
  {
    id: 'date',
    header: 'Date',
    sort: 'date',
    width: 142,
    cell: (change) => (
      <>
        <DateWithDistance day={change.startsOn} whenNone="Not set" />
        <LastsUntil change={change} />
      </>
    ),
  },
  {
    id: 'open',
    header: 'Open of all',
    sort: 'open',
    width: 120,
    cell: ({ open, entities, unknown, status }) =>
      status === 'withdrawn' ? (
        <Box color="text-status-inactive">Taken back</Box>
      ) : (
        <OpenOfAll open={open} all={entities} unknown={unknown} />
      ),
  },
  {
    id: 'accounts',
    header: 'Accounts',
    sort: 'accounts',
    figure: true,
    width: 128,
    cell: ({ accounts, teams }) => (
      <>
        {formatCount(accounts)}
        <Box fontSize="body-s" color="text-body-secondary">
          {teamsInWords(teams)}
        </Box>
      </>
    ),
  },
  { id: 'regions', header: 'Regions', width: 140, cell: ({ regions }) => <RegionsInWords regions={regions} /> },
  { id: 'notice', header: 'Notice given', width: 168, cell: ({ notice }) => <NoticeGiven notice={notice} /> },
  {
    id: 'service',
    header: 'Service',
    sort: 'service',
    optional: true,
    width: 120,
    cell: ({ service }) => visibleText(service),
  },
  { id: 'type', header: 'Type', optional: true, width: 300, cell: ({ typeCode }) => visibleText(typeCode) },
  {
    id: 'seen',
    header: 'First seen',
    sort: 'seen',
    optional: true,
    width: 130,
    cell: ({ firstSeenAt }) => <DateWithDistance day={firstSeenAt.slice(0, 10)} />,
  },
]

/** Notice is promised of planned lifecycle events only, so that elsewhere it is no column of the first choice. */
export function changeColumns(kind: ChangeKind): readonly ResourceColumn<ChangeRow, ChangeSort>[] {
  return COLUMNS.map((column) =>
    column.id === 'notice' && kind === 'scheduled' ? { ...column, optional: true } : column,
  )
}
