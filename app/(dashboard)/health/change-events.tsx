'use client'

import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Table from '@cloudscape-design/components/table'
import { useContext } from 'react'
import { Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { formatCount } from '#lib/core/format'
import type { ChangeDetail, EventView } from '#lib/domains/health/contract'
import { ChangeStatus, OpenOfAll } from './change-words.tsx'
import { BeneathContext } from './section-heading.tsx'

/** The events that AWS sends of one change: one a Region, and more where it touches many accounts. */
export function ChangeEvents({ change: { eventRows, events, moreEvents } }: { change: ChangeDetail }) {
  const beneath = useContext(BeneathContext)
  return (
    <ExpandableSection
      headerText="Events of AWS Health"
      headerCounter={`(${formatCount(events)})`}
      headingTagOverride={beneath === 'page' ? 'h2' : 'h3'}
      {...(moreEvents && { headerDescription: `The first ${formatCount(eventRows.length)}; the export has all.` })}
    >
      <EventTable eventRows={eventRows} />
    </ExpandableSection>
  )
}

function EventTable({ eventRows }: Pick<ChangeDetail, 'eventRows'>) {
  return (
    <Table
      variant="borderless"
      items={eventRows}
      trackBy="arn"
      wrapLines
      ariaLabels={{ tableLabel: 'Events of AWS Health' }}
      columnDefinitions={[
        {
          id: 'region',
          header: 'Region',
          isRowHeader: true,
          minWidth: 140,
          cell: (event) => <RegionCell event={event} />,
        },
        {
          id: 'status',
          header: 'Status',
          minWidth: 130,
          cell: ({ status, awsStatus, startsAt }) => (
            <>
              <ChangeStatus status={status} startsOn={startsAt?.slice(0, 10) ?? null} />
              <Box fontSize="body-s" color="text-body-secondary">
                AWS says {awsStatus ?? 'nothing'}
              </Box>
            </>
          ),
        },
        {
          id: 'starts',
          header: 'Starts',
          minWidth: 165,
          cell: ({ startsAt, endsAt }) => (
            <>
              <Instant at={startsAt} whenNone="Not set" />
              {endsAt && (
                <Box fontSize="body-s" color="text-body-secondary">
                  ends <Instant at={endsAt} />
                </Box>
              )}
            </>
          ),
        },
        {
          id: 'open',
          header: 'Open of all',
          minWidth: 110,
          cell: ({ open, entities }) => <OpenOfAll open={open} all={entities} />,
        },
      ]}
    />
  )
}

function RegionCell({ event: { region, arn } }: { event: EventView }) {
  return (
    <>
      {region}
      <div>
        <Identifier text={arn} what="event ARN" length={24} />
      </div>
    </>
  )
}
