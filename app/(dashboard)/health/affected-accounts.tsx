'use client'

import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { LoadFailure } from '#components/feedback/query-state'
import { PageTurner } from '#components/table/page-turner'
import { formatCount } from '#lib/core/format'
import { type Cursor, healthQueries } from '#lib/domains/health/client'
import type { AffectedAccount } from '#lib/domains/health/contract'
import { AccountCell, AnswerCell, ContactCell } from './account-cells.tsx'
import { OpenOfAll } from './change-words.tsx'
import { ProgressLine } from './progress-line.tsx'
import { SectionHeading } from './section-heading.tsx'

/** Whose it is, how far they are, and whom to ask; those with the most to do first. */
export function AffectedAccounts({ changeId }: { changeId: string }) {
  const [cursor, setCursor] = useState<Cursor>({})
  const accounts = useQuery(healthQueries.accounts(changeId, cursor))
  const { data, error } = accounts
  if (data === undefined && error) {
    return (
      <LoadFailure
        what="the affected accounts"
        reason={error.message}
        retry={accounts.refetch}
        retrying={accounts.isFetching}
      />
    )
  }
  const turns = data && (data.after !== null || data.before !== null)
  return (
    <Table
      variant="embedded"
      header={
        <SectionHeading
          {...(data && { counter: `(${formatCount(data.total.count)})` })}
          actions={turns && <PageTurner after={data.after} before={data.before} turn={setCursor} />}
        >
          Affected accounts
        </SectionHeading>
      }
      items={data?.rows ?? []}
      loading={data === undefined}
      loadingText="Loading the affected accounts"
      trackBy="accountId"
      wrapLines
      empty="AWS names no account of yours."
      ariaLabels={{ tableLabel: 'Affected accounts' }}
      columnDefinitions={[
        {
          id: 'account',
          header: 'Account',
          isRowHeader: true,
          minWidth: 130,
          cell: (row) => <AccountCell row={row} />,
        },
        {
          id: 'open',
          header: 'Open of all, and over time',
          minWidth: 125,
          cell: (row) => (
            <>
              <OpenCell row={row} />
              <ProgressLine points={row.progress} />
            </>
          ),
        },
        { id: 'contact', header: 'Contact', minWidth: 165, cell: (row) => <ContactCell row={row} /> },
        { id: 'answer', header: 'Answer', minWidth: 130, cell: (row) => <AnswerCell row={row} /> },
      ]}
    />
  )
}

const OpenCell = ({ row: { open, entities, unknown } }: { row: AffectedAccount }) =>
  entities === 0 ? <>The account as a whole</> : <OpenOfAll open={open} all={entities} unknown={unknown} />
