'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { countOf } from '#lib/core/format'
import type { AnswerAction, Named, RecommendationRow } from '#lib/domains/recommendations/contract'
import { ANSWERABLE } from '#lib/domains/recommendations/decide'
import { AnswerFields, AnswerRefused } from './answer-form.tsx'
import { useAnswer } from './use-answer.ts'

type AnswerBarProps = {
  chosen: readonly RecommendationRow[]
  people: readonly Named[]
  onClear: () => void
}

const OFFERED = ['acknowledge', 'accept', 'reject', 'reopen'] as const satisfies AnswerAction[]
const LABELS = { acknowledge: 'Acknowledge', accept: 'Accept', reject: 'Reject', reopen: 'Reopen' } as const

/** What can be done with the rows that were chosen: all of them, or none. */
export function AnswerBar({ chosen, people, onClear }: AnswerBarProps) {
  const [action, setAction] = useState<(typeof OFFERED)[number] | null>(null)
  const possible = OFFERED.filter((one) => chosen.every(({ stage }) => ANSWERABLE[one].includes(stage)))
  return (
    <section aria-label="Answer the chosen recommendations" style={BAR}>
      <Box variant="strong">{countOf(chosen.length, 'recommendation')} chosen</Box>
      <SpaceBetween direction="horizontal" size="xs">
        {possible.map((one) => (
          <Button key={one} variant={one === 'accept' ? 'primary' : 'normal'} onClick={() => setAction(one)}>
            {LABELS[one]}
          </Button>
        ))}
        <Button variant="link" onClick={onClear}>
          Clear
        </Button>
      </SpaceBetween>
      {possible.length === 0 && <Box color="text-body-secondary">No one answer fits the stages of all of them.</Box>}
      {action && (
        <AnswerDialog
          key={action}
          action={action}
          chosen={chosen}
          people={people}
          onClose={() => setAction(null)}
          onDone={onClear}
        />
      )}
    </section>
  )
}

const BAR = {
  position: 'sticky',
  insetBlockEnd: 0,
  zIndex: 850,
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: 16,
  marginBlockStart: 8,
  padding: '12px 20px',
  background: 'var(--steward-raised)',
  border: '1px solid var(--steward-line)',
  borderRadius: 12,
  boxShadow: '0 -2px 8px rgb(0 0 0 / 15%)',
} as const

type AnswerDialogProps = {
  action: (typeof OFFERED)[number]
  chosen: readonly RecommendationRow[]
  people: readonly Named[]
  onClose: () => void
  onDone: () => void
}

function AnswerDialog({ action, chosen, people, onClose, onDone }: AnswerDialogProps) {
  const answer = useAnswer(chosen, () => {
    onClose()
    onDone()
  })
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`${LABELS[action]} ${countOf(chosen.length, 'recommendation')}`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={answer.isSending} onClick={() => answer.send(action)}>
              {LABELS[action]}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <AnswerFields {...answer} action={action} count={chosen.length} people={people} />
        <AnswerRefused error={answer.error} />
      </SpaceBetween>
    </Modal>
  )
}
