'use client'

import Box from '@cloudscape-design/components/box'
import Table from '@cloudscape-design/components/table'
import { Instant } from '#components/display/dates'
import { formatDay, visibleText } from '#lib/core/format'
import type { ChangeDetail, UpdateView } from '#lib/domains/health/contract'
import { RegionsInWords } from './change-columns.tsx'
import { SectionHeading } from './section-heading.tsx'

/** What AWS said when, the newest first: a date that moved stays to be seen. */
export function ChangeUpdates({ change: { updates, moreUpdates } }: { change: ChangeDetail }) {
  return (
    <Table
      variant="embedded"
      header={
        <SectionHeading {...(moreUpdates && { description: `The last ${updates.length} updates.` })}>
          History of updates
        </SectionHeading>
      }
      items={updates}
      wrapLines
      empty="No update was recorded."
      ariaLabels={{ tableLabel: 'History of updates' }}
      columnDefinitions={[
        {
          id: 'recorded',
          header: 'Seen by Steward',
          isRowHeader: true,
          minWidth: 165,
          cell: ({ recordedAt, updatedAt }) => (
            <>
              <Instant at={recordedAt} />
              {updatedAt && updatedAt !== recordedAt && (
                <Box fontSize="body-s" color="text-body-secondary">
                  of <Instant at={updatedAt} />
                </Box>
              )}
            </>
          ),
        },
        { id: 'what', header: 'What', minWidth: 220, cell: updateInWords },
        { id: 'region', header: 'Regions', minWidth: 120, cell: ({ regions }) => <RegionsInWords regions={regions} /> },
      ]}
    />
  )
}

function updateInWords({ change, startsAt, endsAt, awsStatus }: UpdateView): string {
  const starts = startsAt === null ? 'without a date' : `for ${formatDay(startsAt.slice(0, 10))}`
  const dates = endsAt === null ? starts : `${starts} until ${formatDay(endsAt.slice(0, 10))}`
  if (change === 'announced') return `Announced ${dates}`
  if (change === 'moved') return `Date moved: now ${dates}`
  if (change === 'status') return `AWS now says ${visibleText(awsStatus ?? 'nothing')}`
  return 'Text or resources updated'
}
