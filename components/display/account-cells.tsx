'use client'

import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import { formatDay, visibleText } from '#lib/core/format'
import type { AffectedRecommendation, ContactView } from '#lib/domains/health/contract'
import { stageWord } from '#lib/domains/recommendations/words'
import { PageLink } from './page-link.tsx'
import { Status } from './status.tsx'

type OwnedAccount = {
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
}

/** An account that a date concerns, and whose it is. */
export function AccountCell({ row: { accountId, accountName, teamId, teamName } }: { row: OwnedAccount }) {
  return (
    <>
      <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>
      <Box fontSize="body-s" color={teamId === null ? 'text-status-inactive' : 'text-body-secondary'}>
        {teamId === null ? 'No owner' : visibleText(teamName ?? teamId)}
      </Box>
    </>
  )
}

type Reachable = { contacts: readonly ContactView[]; contactsRead: boolean }

/** Operations is who is to act; where there is none, who else may know. */
export function ContactCell({ row: { contacts, contactsRead } }: { row: Reachable }) {
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

/** Plain enough to be put behind `mailto:` as it is. */
const PLAIN_ADDRESS = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/

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

type Answered = { accountId: string; recommendation: AffectedRecommendation | null }

/** What the account's owner answers: the stage, by when, and who does it. */
export function AnswerCell({ row: { accountId, recommendation } }: { row: Answered }) {
  if (recommendation === null) return <Box color="text-status-inactive">Not asked for</Box>
  const { id, stage, committedOn, assigneeName } = recommendation
  return (
    <>
      <PageLink href={`/recommendations/${accountId}/${id}`}>{stageWord(stage)}</PageLink>
      <Box fontSize="body-s" color="text-body-secondary">
        {[committedOn && `by ${formatDay(committedOn)}`, assigneeName && visibleText(assigneeName)]
          .filter(Boolean)
          .join(', ')}
      </Box>
    </>
  )
}
