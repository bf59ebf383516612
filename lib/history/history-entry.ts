/** What the history holds of a recommendation: one entry for every step that a person, or time and evidence, took. */
import type { Day } from '../core/time.ts'

export const STAGES = ['pending_response', 'in_progress', 'dismissed', 'resolved'] as const
/** Lifecycle stages of Trusted Advisor Priority. */
export type Stage = (typeof STAGES)[number]

/** The first six are people's; `resolved`, `returned` and `expired` happen by themselves. */
export const DECISION_ACTIONS = [
  'acknowledged',
  'accepted',
  'rejected',
  'commented',
  'claimed_fixed',
  'reopened',
  /** Nothing is open any more. */
  'resolved',
  /** It was resolved, and its findings are back. */
  'returned',
  /** Its rejection has ended. */
  'expired',
] as const
export type DecisionAction = (typeof DECISION_ACTIONS)[number]

/** The actor of what happens by itself. */
export const NOBODY = 'steward'

/** What is noted of a step of nobody's where it is not that AWS shows it so. Stored, and read by whoever counts the steps. */
export const OWN_NOTES = {
  accountLeft: 'The account has left the organisation.',
  accountBack: 'The account is back in the organisation.',
} as const

const OBJECT_PREFIX = 'recommendation:'
export const recommendationObject = (id: string): string => `${OBJECT_PREFIX}${id}`

/** Null for an entry that is about something else. */
export const recommendationOf = (object: string): string | null =>
  object.startsWith(OBJECT_PREFIX) ? object.slice(OBJECT_PREFIX.length) : null

/** What an entry keeps beside who, when and of what: always all of it, in values that JSON has one form for. */
export type DecisionDetails = {
  from: Stage
  to: Stage
  reason: string | null
  note: string | null
  committedOn: Day | null
  assignee: string | null
  expiresOn: Day | null
  /** The evidence at that moment: what was open, and its date. */
  openFindings: number
  dueOn: Day | null
}

/** Every name that an entry of a decision has beside its columns. */
export const DETAIL_NAMES: ReadonlySet<string> = new Set(
  Object.keys({
    from: true,
    to: true,
    reason: true,
    note: true,
    committedOn: true,
    assignee: true,
    expiresOn: true,
    openFindings: true,
    dueOn: true,
  } satisfies Record<keyof DecisionDetails, true>),
)

export type DecisionEntry = DecisionDetails & {
  accountId: string
  recommendationId: string
  action: DecisionAction
  actor: string
  /** Product time. */
  at: Date
}

/** The columns of an entry that has no place in the chain yet. */
export function historyRow({ accountId, recommendationId, action, actor, at, ...details }: DecisionEntry, id: string) {
  return { at, id, accountId, actor, action, object: recommendationObject(recommendationId), entry: details }
}
