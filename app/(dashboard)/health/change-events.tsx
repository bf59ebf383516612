'use client'

import Box from '@cloudscape-design/components/box'
import Table from '@cloudscape-design/components/table'
import { Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { formatCount } from '#lib/core/format'
import type { ChangeDetail, EventView } from '#lib/domains/health/contract'
import { ChangeStatus, OpenOfAll } from './change-words.tsx'
import { SectionHeading } from './section-heading.tsx'

/** The events that AWS sends of one change: one a Region, and more where it touches many accounts. */
export function ChangeEvents({ change: { eventRows, events, moreEvents } }: { change: ChangeDetail }) {
  return (
    <Table
      variant="embedded"
      header={
        <SectionHeading
          counter={`(${formatCount(events)})`}
          {...(moreEvents && { description: `The first ${formatCount(eventRows.length)}; the export has all.` })}
        >
          Events of AWS Health
        </SectionHeading>
      }
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
