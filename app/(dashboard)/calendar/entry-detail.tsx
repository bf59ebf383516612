'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { AccountCell, AnswerCell, ContactCell } from '#components/display/account-cells'
import { DateWithDistance } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { QueryState } from '#components/feedback/query-state'
import { formatCount, visibleText } from '#lib/core/format'
import { calendarQueries } from '#lib/domains/calendar/client'
import type { EntryDetail as Detail, EntryResource } from '#lib/domains/calendar/contract'
import { ChangeStatus, OpenOfAll } from '../health/change-words.tsx'
import { KIND_OF_ONE } from './entry-words.tsx'

/** A date of a runtime, or of an answer, with whom it concerns and what stands in its way. */
export function EntryDetail({ id }: { id: string }) {
  const detail = useQuery(calendarQueries.entry(id))
  return (
    <QueryState query={detail} what="the date" lines={8}>
      {(known) => (
        <SpaceBetween size="l">
          <Summary known={known} />
          <Accounts known={known} />
          <Resources known={known} />
        </SpaceBetween>
      )}
    </QueryState>
  )
}

const LEADS: Readonly<Record<Detail['entry']['kind'], string>> = {
  health_change: 'Open the change',
  runtime_date: 'All functions on the runtime',
  decision_due: 'Open the recommendations',
  exception_expiry: 'Open the recommendations',
}

function Summary({ known: { entry, about } }: { known: Detail }) {
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={3}
        minColumnWidth={140}
        items={[
          { label: 'Date', value: <DateWithDistance day={entry.date} /> },
          { label: 'Status', value: <ChangeStatus status={entry.status} startsOn={entry.date} /> },
          {
            label: 'Open of all',
            value: (
              <>
                <OpenOfAll open={entry.open} all={entry.open + entry.done} />
                {entry.live !== null && (
                  <Box fontSize="body-s" color="text-body-secondary">
                    {formatCount(entry.live)} in live use
                  </Box>
                )}
              </>
            ),
          },
          { label: 'Kind', value: KIND_OF_ONE[entry.kind] },
        ]}
      />
      {about.map((sentence) => (
        <Box key={sentence}>{visibleText(sentence)}</Box>
      ))}
      <PageLink variant="primary" href={entry.href}>
        {LEADS[entry.kind]}
      </PageLink>
    </SpaceBetween>
  )
}

function Accounts({ known: { accounts, moreAccounts } }: { known: Detail }) {
  return (
    <Table
      variant="embedded"
      header={
        <Header variant="h3" counter={`(${formatCount(accounts.length)}${moreAccounts ? '+' : ''})`}>
          Affected accounts
        </Header>
      }
      items={accounts}
      trackBy={({ accountId, teamId }) => `${accountId} ${teamId}`}
      wrapLines
      empty="No account has anything open here."
      ariaLabels={{ tableLabel: 'Affected accounts' }}
      columnDefinitions={[
        {
          id: 'account',
          header: 'Account',
          isRowHeader: true,
          minWidth: 150,
          cell: (row) => <AccountCell row={row} />,
        },
        {
          id: 'open',
          header: 'Open of all',
          minWidth: 105,
          cell: ({ open, done }) => (done === null ? formatCount(open) : <OpenOfAll open={open} all={open + done} />),
        },
        { id: 'contact', header: 'Contact', minWidth: 165, cell: (row) => <ContactCell row={row} /> },
        { id: 'answer', header: 'Answer', minWidth: 130, cell: (row) => <AnswerCell row={row} /> },
      ]}
    />
  )
}

function Resources({ known: { resources, moreResources } }: { known: Detail }) {
  return (
    <Table
      variant="embedded"
      header={
        <Header variant="h3" counter={`(${formatCount(resources.length)}${moreResources ? '+' : ''})`}>
          Affected resources
        </Header>
      }
      items={resources}
      trackBy={({ accountId, id }) => `${accountId} ${id}`}
      wrapLines
      empty="Nothing is open any more."
      ariaLabels={{ tableLabel: 'Affected resources' }}
      columnDefinitions={[
        { id: 'name', header: 'Resource', isRowHeader: true, minWidth: 180, cell: (row) => <NameCell row={row} /> },
        {
          id: 'account',
          header: 'Account and Region',
          minWidth: 160,
          cell: ({ accountId, accountName, region }) => (
            <>
              {visibleText(accountName ?? accountId)}
              <Box fontSize="body-s" color="text-body-secondary">
                <Region name={region} />
              </Box>
            </>
          ),
        },
      ]}
    />
  )
}

function NameCell({ row: { name, href } }: { row: EntryResource }) {
  const shown = visibleText(name)
  return href === null ? shown : <PageLink href={href}>{shown}</PageLink>
}
