'use client'

import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import DatePicker from '@cloudscape-design/components/date-picker'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Textarea from '@cloudscape-design/components/textarea'
import { useToday } from '#components/display/dates'
import { addDays, startOfDay } from '#lib/core/time'
import type { AnswerAction } from '#lib/domains/recommendations/contract'
import { type Named, NOTE_LENGTH_MAX, REASONS, type Reason } from '#lib/domains/recommendations/contract'
import { REASON_WORDS } from '#lib/domains/recommendations/words'
import type { Draft } from './use-answer.ts'
import { whatWillHappen } from './what-will-happen.ts'

type AnswerFieldsProps = {
  action: AnswerAction
  /** How many are answered at once. */
  count: number
  draft: Draft
  change: (changes: Partial<Draft>) => void
  people: readonly Named[]
  /** Shown once somebody has tried to send it. */
  problems: Partial<Record<keyof Draft, string>>
}

/** What an answer takes, and what will come of it, said before it happens. */
export function AnswerFields({ action, count, draft, change, people, problems }: AnswerFieldsProps) {
  const today = useToday()
  const from = action === 'reject' ? addDays(today, 1) : today
  return (
    <SpaceBetween size="m">
      {action === 'accept' && (
        <SpaceBetween size="m">
          <FormField label="Done by" constraintText="The day its owner commits to." errorText={problems.committedOn}>
            <DatePicker
              value={draft.committedOn}
              onChange={({ detail }) => change({ committedOn: detail.value })}
              isDateEnabled={(date) => notBefore(date, from)}
              placeholder="YYYY-MM-DD"
              format="iso"
              locale="en-GB"
              expandToViewport
            />
          </FormField>
          <FormField label={<Optional>Responsible</Optional>} errorText={problems.assignee}>
            <Select
              selectedOption={optionOf(people, draft.assignee)}
              options={[NOBODY, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
              onChange={({ detail }) => change({ assignee: detail.selectedOption.value ?? '' })}
              filteringType={people.length > 8 ? 'auto' : 'none'}
              expandToViewport
            />
          </FormField>
        </SpaceBetween>
      )}
      {action === 'reject' && (
        <SpaceBetween size="m">
          <FormField label="Reason" errorText={problems.reason}>
            <Select
              selectedOption={draft.reason ? { value: draft.reason, label: REASON_WORDS[draft.reason] } : null}
              options={REASONS.map((value) => ({ value, label: REASON_WORDS[value] }))}
              onChange={({ detail }) => change({ reason: detail.selectedOption.value as Reason })}
              placeholder="Choose a reason"
              expandToViewport
            />
          </FormField>
          <FormField
            label={<Optional>Until</Optional>}
            constraintText="It waits for an answer again from that day on."
            errorText={problems.expiresOn}
          >
            <DatePicker
              value={draft.expiresOn}
              onChange={({ detail }) => change({ expiresOn: detail.value })}
              isDateEnabled={(date) => notBefore(date, from)}
              placeholder="YYYY-MM-DD"
              format="iso"
              locale="en-GB"
              expandToViewport
            />
          </FormField>
        </SpaceBetween>
      )}
      <FormField
        label={noteIsRequired(action, draft) ? 'Note' : <Optional>Note</Optional>}
        constraintText={NOTE_HINTS[action]}
        errorText={problems.note}
      >
        <Textarea
          value={draft.note}
          rows={3}
          onChange={({ detail }) => change({ note: detail.value.slice(0, NOTE_LENGTH_MAX) })}
        />
      </FormField>
      <Box color="text-body-secondary">{whatWillHappen(action, count, draft, people)}</Box>
    </SpaceBetween>
  )
}

/** Why an answer was not taken. Stays beside what was written, also where that answer is no longer possible. */
export function AnswerRefused({ error }: { error: Error | null }) {
  if (error === null) return null
  return (
    <Alert type="error" header="Your answer was not taken">
      {error.message}
    </Alert>
  )
}

const NOBODY = { value: '', label: 'Nobody yet' } as const

const optionOf = (people: readonly Named[], id: string) => {
  const person = people.find((one) => one.id === id)
  return person ? { value: person.id, label: person.name } : NOBODY
}

/** Days of the calendar are local midnights; what counts is the date they are written with. */
const notBefore = (date: Date, day: string): boolean =>
  Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) >= startOfDay(day).getTime()

export const noteIsRequired = (action: AnswerAction, { reason }: Pick<Draft, 'reason'>): boolean =>
  action === 'comment' || (action === 'reject' && reason === 'other')

const NOTE_HINTS: Readonly<Record<AnswerAction, string>> = {
  acknowledge: 'Stands in the history.',
  accept: 'How it will be done, a ticket, whom to ask.',
  reject: 'Why: whoever audits this reads it.',
  claim_fixed: 'What was done.',
  reopen: 'Why.',
  comment: 'Everybody who sees the recommendation reads it.',
}

function Optional({ children }: { children: string }) {
  return (
    <>
      {children} <i>- optional</i>
    </>
  )
}
