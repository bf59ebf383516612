'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AccountCell, AnswerCell, ContactCell } from '#components/display/account-cells'
import { type Cursor, PagedTable } from '#components/table/paged-table'
import { healthQueries } from '#lib/domains/health/client'
import type { AffectedAccount } from '#lib/domains/health/contract'
import { OpenOfAll } from './change-words.tsx'
import { ProgressLine } from './progress-line.tsx'
import { SectionHeading } from './section-heading.tsx'

/** Whose it is, how far they are, and whom to ask; those with the most to do first. */
export function AffectedAccounts({ changeId }: { changeId: string }) {
  const [cursor, setCursor] = useState<Cursor>({})
  return (
    <PagedTable
      variant="embedded"
      title="Affected accounts"
      query={useQuery(healthQueries.accounts(changeId, cursor))}
      turn={setCursor}
      heading={(parts) => <SectionHeading {...parts}>Affected accounts</SectionHeading>}
      trackBy="accountId"
      empty="AWS names no account of yours."
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
          header: 'Open of all',
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
