'use client'

import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { Instant } from '#components/display/dates'
import { formatDay, visibleText } from '#lib/core/format'
import type { HistoryStep, Reason, RecommendationDetail } from '#lib/domains/recommendations/contract'
import { ACTION_WORDS, REASON_WORDS } from '#lib/domains/recommendations/words'
import { NOBODY } from '#lib/history/history-entry'
import { useAnswer } from '../../use-answer.ts'

/** Who did what, when and why, the newest first. */
export function Timeline({ of: one, mayComment }: { of: RecommendationDetail; mayComment: boolean }) {
  const { history, moreHistory, createdAt } = one
  return (
    <Container header={<Header variant="h2">History</Header>}>
      <SpaceBetween size="m">
        {mayComment && <Comment of={one} />}
        <ol style={LINE}>
          {history.map((step) => (
            <li key={step.id} style={STEP}>
              <Step of={step} />
            </li>
          ))}
          <li style={STEP}>
            <When at={createdAt} />
            {moreHistory ? 'Older entries are in the export of decisions.' : 'It was found.'}
          </li>
        </ol>
      </SpaceBetween>
    </Container>
  )
}

const LINE = {
  listStyle: 'none',
  margin: 0,
  paddingInlineStart: 16,
  borderInlineStart: '2px solid var(--steward-line)',
} as const
const STEP = { marginBlockEnd: 16, overflowWrap: 'anywhere' } as const
const NOTE = { whiteSpace: 'pre-wrap', margin: '4px 0 0' } as const

function When({ at }: { at: string }) {
  return (
    <Box color="text-body-secondary" fontSize="body-s">
      <Instant at={at} />
    </Box>
  )
}

function Step({ of: step }: { of: HistoryStep }) {
  const isOwn = step.actor.id === NOBODY
  const details = detailsOf(step)
  return (
    <>
      <When at={step.at} />
      {isOwn ? (
        ACTION_WORDS[step.action]
      ) : (
        <>
          <b>{visibleText(step.actor.name)}</b> {ACTION_WORDS[step.action]}
        </>
      )}
      {details.length > 0 && <Box color="text-body-secondary">{details.join(' · ')}</Box>}
      {step.note && <p style={NOTE}>{visibleLines(step.note)}</p>}
    </>
  )
}

/** Lines stay lines; anything else that could trick the eye is made visible. */
const visibleLines = (note: string): string => note.split('\n').map(visibleText).join('\n')

function detailsOf({ reason, committedOn, assignee, expiresOn, action }: HistoryStep): string[] {
  return [
    // Written by answers, in AWS's codes.
    ...(reason ? [REASON_WORDS[reason as Reason] ?? reason] : []),
    ...(committedOn ? [`by ${formatDay(committedOn)}`] : []),
    ...(assignee ? [`${visibleText(assignee.name)} is responsible`] : []),
    ...(action === 'rejected' ? [expiresOn ? `until ${formatDay(expiresOn)}` : 'for good'] : []),
  ]
}

function Comment({ of: one }: { of: RecommendationDetail }) {
  const { draft, change, problems, send, isSending, error } = useAnswer([one], () => {})
  return (
    <SpaceBetween size="xs">
      <FormField label="Comment" errorText={problems.note}>
        <Textarea
          value={draft.note}
          rows={2}
          placeholder="For everybody who sees this recommendation"
          onChange={({ detail }) => change({ note: detail.value })}
        />
      </FormField>
      <Button disabled={draft.note.trim() === ''} loading={isSending} onClick={() => send('comment')}>
        Comment
      </Button>
      {error && <Alert type="error">{error.message}</Alert>}
    </SpaceBetween>
  )
}
