'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { Instant } from '#components/display/dates'
import { Region } from '#components/display/regions'
import { Status } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { visibleText } from '#lib/core/format'
import type { AccountDetail, AccountTransition, TransitionCause } from '#lib/domains/accounts/contract'

const CAUSE_WORDS: Readonly<Record<TransitionCause, string>> = {
  baseline: 'It was there when this place was first read.',
  account_joined: 'It came with the account.',
  account_left: 'The account left the organisation.',
  coverage_gained: 'It was found where we could not look before.',
  observed: 'It was observed in AWS.',
  reopened: 'It came back after it had been resolved.',
  fixed: 'It was fixed.',
  deleted: 'The resource is gone.',
  suppressed: 'It was suppressed in Trusted Advisor.',
  withdrawn: 'AWS took the change back.',
  catalogue: 'AWS moved a date, or what asks for an answer was set anew.',
  calendar: 'A date came, or entered the notice window.',
  owner_changed: 'It belongs to another team now.',
}

/** A cause that a newer version wrote keeps its own word. */
const causeInWords = (cause: string): string => CAUSE_WORDS[cause as TransitionCause] ?? cause

/** What became of the account's findings, newest first. */
export function AccountHistory({ account: { history, moreHistory } }: { account: AccountDetail }) {
  return (
    <Table
      items={history}
      trackBy="id"
      variant="container"
      wrapLines
      header={
        <Header variant="h2" {...(moreHistory && { description: `The newest ${history.length} changes` })}>
          History of findings
        </Header>
      }
      columnDefinitions={[
        { id: 'at', header: 'When', width: 215, cell: ({ at }) => <Instant at={at} /> },
        {
          id: 'what',
          header: 'Resource',
          isRowHeader: true,
          minWidth: 190,
          cell: ({ resourceName, region }) => (
            <>
              {resourceName === null ? 'A resource' : visibleText(resourceName)}
              <Box color="text-body-secondary" fontSize="body-s">
                <Region name={region} />
              </Box>
            </>
          ),
        },
        { id: 'subject', header: 'What must be done', minWidth: 180, cell: ({ title }) => visibleText(title) },
        { id: 'change', header: 'Change', minWidth: 170, cell: (transition) => <Change transition={transition} /> },
        { id: 'why', header: 'Why', minWidth: 200, cell: ({ cause }) => causeInWords(cause) },
      ]}
      empty={<EmptyState kind="nothing">No finding of this account has ever been recorded.</EmptyState>}
    />
  )
}

function Change({ transition: { fromStatus, toStatus, severity } }: { transition: AccountTransition }) {
  if (toStatus === 'resolved') return <Status kind="resolved" />
  if (toStatus === 'excluded') return <Status kind="dismissed">Excluded</Status>
  return <Status kind="approaching">{fromStatus === toStatus ? `Now ${severity}` : `Opened, ${severity}`}</Status>
}
