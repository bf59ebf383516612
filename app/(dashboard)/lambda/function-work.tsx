'use client'

import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Steps from '@cloudscape-design/components/steps'
import { DateWithDistance, Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import { countOf } from '#lib/core/format'
import type { FindingView, FunctionDetail, RecommendationView, TransitionRow } from '#lib/domains/lambda/contract'
import { sourceWord, stageWord } from '#lib/domains/recommendations/words'
import { SeverityBadge } from './runtime-words.tsx'
import { SectionHeading } from './section-heading.tsx'

/** The finding with who reports it and how it came to be, and the recommendation it belongs to. */
export function FunctionWork({ known: { accountId, finding, recommendation } }: { known: FunctionDetail }) {
  if (finding === null) {
    return (
      <SpaceBetween size="xs">
        <SectionHeading>Finding</SectionHeading>
        <Box color="text-body-secondary">
          None: no version of it was ever seen on a runtime with a date near or past.
        </Box>
      </SpaceBetween>
    )
  }
  return (
    <SpaceBetween size="l">
      <Finding finding={finding} />
      {recommendation && <Recommendation accountId={accountId} recommendation={recommendation} />}
    </SpaceBetween>
  )
}

function Finding({ finding }: { finding: FindingView }) {
  return (
    <SpaceBetween size="s">
      <SectionHeading>Finding</SectionHeading>
      <KeyValuePairs
        columns={3}
        minColumnWidth={140}
        items={[
          { label: 'Status', value: <FindingStatus finding={finding} /> },
          { label: 'Severity', value: <SeverityBadge severity={finding.severity} /> },
          { label: 'First seen', value: <Instant at={finding.firstSeenAt} /> },
          {
            label: 'Reported by',
            value: finding.witnesses.map(({ source, endedAt }) => (
              <div key={source}>
                {sourceWord(source)}
                {endedAt && ' (no longer)'}
              </div>
            )),
          },
        ]}
      />
      <Steps
        ariaLabel="How the finding came to be"
        steps={finding.transitions.map((transition) => ({
          status: transition.to === 'open' ? ('warning' as const) : ('success' as const),
          header: <span style={WHOLE_WORDS}>{transitionInWords(transition)}</span>,
          details: <Instant at={transition.at} />,
        }))}
      />
    </SpaceBetween>
  )
}

/** Steps would break anywhere. */
const WHOLE_WORDS = { overflowWrap: 'normal', wordBreak: 'normal' } as const

function FindingStatus({ finding: { status, resolvedAt, reopened } }: { finding: FindingView }) {
  return (
    <>
      {status === 'resolved' ? (
        <Status kind="resolved">Resolved</Status>
      ) : status === 'excluded' ? (
        <Status kind="dismissed">Excluded</Status>
      ) : (
        <Status kind="approaching">Open</Status>
      )}
      {(resolvedAt || reopened > 0) && (
        <Box color="text-body-secondary" fontSize="body-s">
          {resolvedAt && <Instant at={resolvedAt} />}
          {reopened > 0 && ` reopened ${countOf(reopened, 'time')}`}
        </Box>
      )}
    </>
  )
}

const STATES: Readonly<Record<string, string>> = { open: 'Opened', resolved: 'Resolved', excluded: 'Excluded' }

function transitionInWords({ from, to, cause }: TransitionRow): string {
  const verb = from === to ? 'Changed' : to === 'open' && from !== null ? 'Reopened' : (STATES[to] ?? to)
  return `${verb}: it ${cause}`
}

function Recommendation({ accountId, recommendation }: { accountId: string; recommendation: RecommendationView }) {
  const { id, subject, stage, openFindings, dueOn, createdAt } = recommendation
  return (
    <SpaceBetween size="xs">
      <SectionHeading>Recommendation</SectionHeading>
      <KeyValuePairs
        columns={3}
        minColumnWidth={140}
        items={[
          {
            label: 'What',
            value: (
              <PageLink href={`/recommendations/${accountId}/${id}`}>
                Leave {subject.slice(subject.indexOf(':') + 1)}
              </PageLink>
            ),
          },
          { label: 'Stage', value: stageWord(stage) },
          { label: 'Due', value: <DateWithDistance day={dueOn} whenNone="No date" /> },
          { label: 'Open in this account', value: countOf(openFindings, 'function') },
          { label: 'Since', value: <Instant at={createdAt} /> },
        ]}
      />
    </SpaceBetween>
  )
}
