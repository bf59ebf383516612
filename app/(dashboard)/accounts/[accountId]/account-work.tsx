'use client'

import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { DateWithDistance } from '#components/display/dates'
import { VerdictStatus } from '#components/display/verdict-status'
import { EmptyState } from '#components/feedback/empty-state'
import { PlaceLink } from '#components/shell/place-link'
import { CountCell, CountHeader } from '#components/table/count-cell'
import type { AccountDetail } from '#lib/domains/accounts/contract'

/** What is open in the account: which runtime to leave, by when, and how much of it is in use. */
export function AccountWorkTable({ account: { accountId, work, openFindings } }: { account: AccountDetail }) {
  return (
    <Table
      items={work}
      trackBy={({ runtime, dueOn }) => `${runtime} ${dueOn}`}
      variant="container"
      wrapLines
      header={
        <Header variant="h2" counter={`(${work.length})`} description="Functions on runtimes that AWS deprecates">
          Open work by runtime
        </Header>
      }
      columnDefinitions={[
        {
          id: 'runtime',
          header: 'Runtime',
          isRowHeader: true,
          cell: ({ runtime }) => (
            <PlaceLink href={`/lambda?${new URLSearchParams({ tab: 'functions', account: accountId, runtime })}`}>
              {runtime}
            </PlaceLink>
          ),
        },
        { id: 'verdict', header: 'Verdict', minWidth: 150, cell: ({ verdict }) => <VerdictStatus verdict={verdict} /> },
        {
          id: 'due',
          header: 'Next date',
          minWidth: 130,
          cell: ({ dueOn }) => <DateWithDistance day={dueOn} whenNone="No date" />,
        },
        { id: 'open', header: <CountHeader>Functions</CountHeader>, cell: ({ open }) => <CountCell count={open} /> },
        { id: 'live', header: <CountHeader>Live</CountHeader>, cell: ({ live }) => <CountCell count={live} /> },
        {
          id: 'dormant',
          header: <CountHeader>Dormant</CountHeader>,
          cell: ({ dormant }) => <CountCell count={dormant} />,
        },
        {
          id: 'unknown',
          header: <CountHeader>Use unknown</CountHeader>,
          cell: ({ unknown }) => <CountCell count={unknown} />,
        },
      ]}
      empty={
        openFindings === null ? (
          <EmptyState kind="nothing" heading="Not known">
            Its functions could not be read in any Region: see the coverage below.
          </EmptyState>
        ) : (
          <EmptyState kind="nothing" heading="Nothing is open">
            No function that was read is on a runtime with a date inside the notice window.
          </EmptyState>
        )
      }
    />
  )
}
