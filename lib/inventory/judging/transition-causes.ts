/** Why a finding changed, as stored; a page says it in the words beside it. */
export const TRANSITION_CAUSES = {
  baseline: 'was already there when this account and Region were first read',
  account_joined: 'came with an account that joined the organisation',
  account_left: 'went with its account, which left the organisation',
  coverage_gained: 'was found where we could not look before',
  observed: 'was observed in AWS',
  reopened: 'came back after it had been resolved',
  fixed: 'no longer applies: it was fixed',
  deleted: 'ended with the resource, which is gone',
  suppressed: 'no longer applies: it was suppressed in Trusted Advisor',
  withdrawn: 'no longer applies: AWS took the change back',
  catalogue: 'AWS moved a date, or what asks for an answer was set anew',
  calendar: 'a date came or entered the notice window',
  owner_changed: 'now belongs to another team',
} as const

/** Why things are judged when it is not because of an observation. */
export type JudgingCause = 'calendar' | 'catalogue' | 'account_joined'

export type TransitionCause = keyof typeof TRANSITION_CAUSES
