'use client'

import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import { LoadFailure } from '#components/feedback/query-state'
import { PageTurner } from '#components/table/page-turner'
import { formatCount, formatDay, visibleText } from '#lib/core/format'
import { type Cursor, healthQueries } from '#lib/domains/health/client'
import type { AffectedAccount, ContactView } from '#lib/domains/health/contract'
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
          minWidth: 150,
          cell: (row) => <AccountCell row={row} />,
        },
        { id: 'open', header: 'Open of all', minWidth: 110, cell: (row) => <OpenCell row={row} /> },
        {
          id: 'progress',
          header: 'Progress',
          minWidth: 115,
          cell: ({ progress }) => <ProgressLine points={progress} />,
        },
        { id: 'contact', header: 'Contact', minWidth: 170, cell: (row) => <ContactCell row={row} /> },
        { id: 'answer', header: 'Answer', minWidth: 130, cell: (row) => <AnswerCell row={row} /> },
      ]}
    />
  )
}

function AccountCell({ row: { accountId, accountName, teamId, teamName } }: { row: AffectedAccount }) {
  return (
    <>
      <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>
      <Box fontSize="body-s" color={teamId === null ? 'text-status-inactive' : 'text-body-secondary'}>
        {teamId === null ? 'No owner' : visibleText(teamName ?? teamId)}
      </Box>
    </>
  )
}

const OpenCell = ({ row: { open, entities, unknown } }: { row: AffectedAccount }) =>
  entities === 0 ? <>The account as a whole</> : <OpenOfAll open={open} all={entities} unknown={unknown} />

/** Plain enough to be put behind `mailto:` as it is. */
const PLAIN_ADDRESS = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/

/** Operations is who is to act; where there is none, who else may know. */
export function ContactCell({
  row: { contacts, contactsRead },
}: {
  row: Pick<AffectedAccount, 'contacts' | 'contactsRead'>
}) {
  const [first, ...others] = contacts
  if (first === undefined) {
    if (!contactsRead) return <Status kind="could-not-look">Not read</Status>
    return <Box color="text-status-inactive">None set</Box>
  }
  return (
    <>
      {visibleText(first.name)}
      {first.kind !== 'OPERATIONS' && ` (${first.kind.toLowerCase()})`}
      <Box fontSize="body-s">
        <Address contact={first} />
      </Box>
      {others.map((contact) => (
        <Box key={contact.kind} fontSize="body-s" color="text-body-secondary">
          {contact.kind.charAt(0) + contact.kind.slice(1).toLowerCase()}: {visibleText(contact.name)}
        </Box>
      ))}
    </>
  )
}

function Address({ contact: { email, phone } }: { contact: ContactView }) {
  return (
    <>
      {PLAIN_ADDRESS.test(email) ? (
        <Link href={`mailto:${email}`} fontSize="inherit">
          {email}
        </Link>
      ) : (
        visibleText(email)
      )}
      {phone && ` · ${visibleText(phone)}`}
    </>
  )
}

const STAGES: Readonly<Record<string, string>> = {
  pending_response: 'Waits for an answer',
  in_progress: 'In progress',
  dismissed: 'Dismissed',
  resolved: 'Resolved',
}

function AnswerCell({ row: { accountId, recommendation } }: { row: AffectedAccount }) {
  if (recommendation === null) return <Box color="text-status-inactive">Not asked for</Box>
  const { id, stage, committedOn, assignee } = recommendation
  return (
    <>
      <PageLink href={`/recommendations/${accountId}/${id}`}>{STAGES[stage] ?? visibleText(stage)}</PageLink>
      <Box fontSize="body-s" color="text-body-secondary">
        {[committedOn && `by ${formatDay(committedOn)}`, assignee && visibleText(assignee)].filter(Boolean).join(', ')}
      </Box>
    </>
  )
}
