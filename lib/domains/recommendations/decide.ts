/** What an answer makes of a recommendation. Pure: the stages and who may go from which to which stand here alone. */
import { isLate } from '#lib/core/due'
import { type Day, dayOf } from '#lib/core/time'
import type { DecisionAction, Stage } from '#lib/history/history-entry'
import type { Answer, AnswerAction } from './contract.ts'

/** The columns that answers change. */
export type Decision = {
  stage: Stage
  acknowledgedAt: Date | null
  acknowledgedBy: string | null
  decidedAt: Date | null
  decidedBy: string | null
  reason: string | null
  note: string | null
  committedOn: Day | null
  assignee: string | null
  expiresOn: Day | null
  claimedFixedAt: Date | null
}

export type Deciding = { actor: string; at: Date }

/** From which stages an answer may be given. What is resolved is out of people's hands: evidence closed it. */
export const ANSWERABLE: Readonly<Record<AnswerAction, readonly Stage[]>> = {
  acknowledge: ['pending_response'],
  accept: ['pending_response', 'in_progress', 'dismissed'],
  reject: ['pending_response', 'in_progress', 'dismissed'],
  claim_fixed: ['pending_response', 'in_progress'],
  reopen: ['in_progress', 'dismissed'],
  comment: ['pending_response', 'in_progress', 'dismissed', 'resolved'],
}

export const ACTION_DONE: Readonly<Record<AnswerAction, DecisionAction>> = {
  acknowledge: 'acknowledged',
  accept: 'accepted',
  reject: 'rejected',
  claim_fixed: 'claimed_fixed',
  reopen: 'reopened',
  comment: 'commented',
}

const NOT_IN_STAGE: Readonly<Record<Stage, string>> = {
  pending_response: 'It waits for an answer: acknowledge, accept or reject it.',
  in_progress: 'It is in progress already.',
  dismissed: 'It was rejected. Reopen it first.',
  resolved: 'It has resolved: nothing of it is open any more.',
}

/** Why an answer cannot be given in this stage, in a sentence; null where it can. */
export function refusalOf(stage: Stage, action: AnswerAction): string | null {
  return ANSWERABLE[action].includes(stage) ? null : NOT_IN_STAGE[stage]
}

/** What is wrong with the answer itself, whatever it is given to; null where nothing is. */
export function problemOf(answer: Answer, today: Day): string | null {
  if (answer.action === 'accept' && isLate(answer.committedOn, today)) {
    return 'committedOn: the day it will be done by cannot lie in the past'
  }
  if (answer.action !== 'reject') return null
  if (answer.expiresOn && answer.expiresOn <= today) return 'expiresOn: a rejection must end in the future'
  if (answer.reason === 'other' && !answer.note) return 'note: say what the other reason is'
  return null
}

/** The stage and what goes with it. Only for an answer that `refusalOf` and `problemOf` let through. */
export function decided(before: Decision, answer: Answer, { actor, at }: Deciding): Decision {
  const seen = { acknowledgedAt: before.acknowledgedAt ?? at, acknowledgedBy: before.acknowledgedBy ?? actor }
  const now = { decidedAt: at, decidedBy: actor }
  switch (answer.action) {
    case 'comment':
      return before
    case 'acknowledge':
      return { ...before, acknowledgedAt: at, acknowledgedBy: actor }
    case 'accept':
      return {
        ...CLEAR,
        ...seen,
        ...now,
        stage: 'in_progress',
        note: answer.note,
        committedOn: answer.committedOn,
        assignee: answer.assignee ?? null,
      }
    case 'reject':
      return {
        ...CLEAR,
        ...seen,
        ...now,
        stage: 'dismissed',
        note: answer.note,
        reason: answer.reason,
        expiresOn: answer.expiresOn ?? null,
      }
    case 'claim_fixed':
      // What is done is no longer refused, should a rejection have ended before.
      return { ...before, ...seen, ...now, stage: 'in_progress', reason: null, expiresOn: null, claimedFixedAt: at }
    case 'reopen':
      return { ...CLEAR, stage: 'pending_response', acknowledgedAt: null, acknowledgedBy: null }
  }
}

const CLEAR = {
  decidedAt: null,
  decidedBy: null,
  reason: null,
  note: null,
  committedOn: null,
  assignee: null,
  expiresOn: null,
  claimedFixedAt: null,
} as const

/** The UTC day that limits are measured against. */
export const dayOfDeciding = ({ at }: Deciding): Day => dayOf(at)
