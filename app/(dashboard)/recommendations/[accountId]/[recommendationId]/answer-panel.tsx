'use client'

import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { AnswerAction, RecommendationDetail } from '#lib/domains/recommendations/contract'
import { ANSWERABLE } from '#lib/domains/recommendations/decide'
import { AnswerFields, AnswerRefused } from '../../answer-form.tsx'
import { useAnswer } from '../../use-answer.ts'

type Offered = Exclude<AnswerAction, 'comment'>

const CHOICES: readonly { value: Offered; label: string; description: string }[] = [
  { value: 'acknowledge', label: 'Acknowledge', description: 'We have seen it and will decide.' },
  { value: 'accept', label: 'Accept', description: 'We will do it, by a day.' },
  { value: 'reject', label: 'Reject', description: 'We will not do it, for a reason.' },
  { value: 'claim_fixed', label: 'It is fixed', description: 'Done, and not yet confirmed by AWS.' },
  { value: 'reopen', label: 'Reopen', description: 'Take the answer back.' },
]

/** The answer, beside what it answers. */
export function AnswerPanel({ of: one }: { of: RecommendationDetail }) {
  const { stage, acknowledgedAt } = one
  const [picked, setPicked] = useState<Offered | null>(null)
  const answer = useAnswer([one], () => setPicked(null))
  const possible = CHOICES.filter(
    ({ value }) => ANSWERABLE[value].includes(stage) && !(value === 'acknowledge' && acknowledgedAt !== null),
  )
  const action = possible.find(({ value }) => value === picked)?.value ?? null
  if (possible.length === 0) {
    return (
      <Container header={<Header variant="h2">Answer</Header>}>
        It has resolved by itself: nothing of it is open. Should something come back, it waits for an answer again.
      </Container>
    )
  }
  return (
    <Container
      header={<Header variant="h2">{stage === 'pending_response' ? 'Answer' : 'Change the answer'}</Header>}
      {...(action && {
        footer: (
          <Button variant="primary" loading={answer.isSending} onClick={() => answer.send(action)}>
            {CHOICES.find(({ value }) => value === action)?.label}
          </Button>
        ),
      })}
    >
      <SpaceBetween size="m">
        <RadioGroup
          ariaLabel="Your answer"
          value={action}
          onChange={({ detail }) => {
            answer.change({})
            setPicked(CHOICES.find(({ value }) => value === detail.value)?.value ?? null)
          }}
          items={possible}
        />
        {action && <AnswerFields {...answer} action={action} count={1} people={one.people} />}
        <AnswerRefused error={answer.error} />
      </SpaceBetween>
    </Container>
  )
}
