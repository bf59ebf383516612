'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance, useToday } from '#components/display/dates'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { CountCell, CountHeader } from '#components/table/count-cell'
import { isLate, isSoon } from '#lib/core/due'
import { FINDING_SOURCE_FACTS } from '#lib/core/finding-source'
import { formatCount, visibleText } from '#lib/core/format'
import type { AccountDetail, AccountWork } from '#lib/domains/accounts/contract'

/** What is open in the account, whatever source tells of it: what must be done, by when, and on how many resources. */
export function AccountWorkTable({ account: { work, openFindings } }: { account: AccountDetail }) {
  return (
    <Table
      items={work}
      trackBy={({ subject, dueOn }) => `${subject} ${dueOn}`}
      variant="container"
      wrapLines
      header={
        <Header
          variant="h2"
          counter={`(${work.length})`}
          description="What has a date first, the soonest before the others"
        >
          Open work
        </Header>
      }
      ariaLabels={{ tableLabel: 'Open work' }}
      columnDefinitions={[
        {
          id: 'what',
          header: 'What',
          isRowHeader: true,
          minWidth: 220,
          cell: ({ title, href }) => <PlaceLink href={href}>{visibleText(title)}</PlaceLink>,
        },
        {
          id: 'source',
          header: 'Source',
          minWidth: 140,
          cell: ({ source }) => (source === null ? 'Unknown' : FINDING_SOURCE_FACTS[source].name),
        },
        { id: 'state', header: 'State', minWidth: 170, cell: (row) => <WorkState work={row} /> },
        {
          id: 'due',
          header: 'Next date',
          minWidth: 130,
          cell: ({ dueOn }) => <DateWithDistance day={dueOn} whenNone="No date" />,
        },
        {
          id: 'open',
          header: <CountHeader>Open</CountHeader>,
          minWidth: 110,
          cell: (row) => (
            <>
              <CountCell count={row.open} />
              <Use work={row} />
            </>
          ),
        },
      ]}
      empty={
        openFindings === null ? (
          <EmptyState kind="nothing" heading="Not known">
            Nothing of it could be read: see the coverage below.
          </EmptyState>
        ) : (
          <EmptyState kind="nothing" heading="Nothing is open">
            Wherever it could be read, no source tells of anything to do.
          </EmptyState>
        )
      }
    />
  )
}

function WorkState({ work: { dueOn } }: { work: AccountWork }) {
  const today = useToday()
  if (dueOn === null) return <Status kind="approaching">Open</Status>
  if (isLate(dueOn, today)) return <Status kind="overdue" />
  return <Status kind={isSoon(dueOn, today) ? 'due-soon' : 'approaching'} />
}

/** How much of it is in use, where that is a question. */
function Use({ work: { live, unknown } }: { work: AccountWork }) {
  if (live === null) return null
  return (
    <Box textAlign="right" color="text-body-secondary" fontSize="body-s">
      {formatCount(live)} live
      {unknown !== null && unknown > 0 && `, ${formatCount(unknown)} of unknown use`}
    </Box>
  )
}
