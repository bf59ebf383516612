'use client'

import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { DateWithDistance, Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import type { Reason, RecommendationDetail } from '#lib/domains/recommendations/contract'
import { REASON_WORDS } from '#lib/domains/recommendations/words'
import { Priority } from '../../recommendation-columns.tsx'
import { StageStatus } from '../../stage-status.tsx'

/** Where it stands, by when, and who has said what of it so far. */
export function RecommendationFacts({ of: one }: { of: RecommendationDetail }) {
  const { accountId, accountName, openFindings, liveFindings, dueOn, createdAt } = one
  const live = liveFindings > 0 ? `, ${formatCount(liveFindings)} in live use` : ''
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={140}
        items={[
          { label: 'Stage', value: <StageStatus of={one} /> },
          { label: 'Due', value: <DateWithDistance day={dueOn} whenNone="No date" /> },
          { label: 'Open', value: `${countOf(openFindings, 'resource')}${live}` },
          { label: 'Priority', value: <Priority of={one} /> },
          {
            label: 'Account',
            value: <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>,
          },
          { label: 'First seen', value: <Instant at={createdAt} /> },
          ...answerFacts(one),
        ]}
      />
    </Container>
  )
}

type Fact = { label: string; value: React.ReactNode }

function answerFacts(one: RecommendationDetail): Fact[] {
  const { stage, acknowledgedAt, acknowledgedBy, decidedAt, decidedBy, reason, expiresOn, committedOn, assignee } = one
  const facts: Fact[] = []
  // Whoever decides has seen it.
  if (acknowledgedAt !== null && acknowledgedAt !== decidedAt) {
    facts.push({
      label: `Acknowledged by ${acknowledgedBy?.name ?? 'somebody'}`,
      value: <Instant at={acknowledgedAt} />,
    })
  }
  if (decidedAt !== null) {
    const what = reason === null ? 'Answered' : 'Rejected'
    facts.push({ label: `${what} by ${decidedBy?.name ?? 'somebody'}`, value: <Instant at={decidedAt} /> })
  }
  if (committedOn !== null) facts.push({ label: 'Committed', value: <DateWithDistance day={committedOn} /> })
  if (stage === 'in_progress') facts.push({ label: 'Responsible', value: assignee?.name ?? 'Nobody yet' })
  // Written by answers, in AWS's codes.
  if (reason !== null) facts.push({ label: 'Reason', value: REASON_WORDS[reason as Reason] ?? reason })
  if (stage === 'dismissed') {
    facts.push({ label: 'Comes back', value: <DateWithDistance day={expiresOn} whenNone="By hand only" /> })
  }
  if (one.claimedFixedAt !== null) facts.push({ label: 'Said to be fixed', value: <Instant at={one.claimedFixedAt} /> })
  if (one.resolvedAt !== null) facts.push({ label: 'Resolved', value: <Instant at={one.resolvedAt} /> })
  if (one.note) facts.push({ label: 'Note', value: visibleText(one.note) })
  return facts
}
