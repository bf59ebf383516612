/** Why a finding changed, as stored; a page says it in the words beside it. */
export const TRANSITION_CAUSES = {
  baseline: 'was already there when this account and Region were first read',
  account_joined: 'came with an account that joined the organisation',
  coverage_gained: 'was found where we could not look before',
  observed: 'was observed in AWS',
  reopened: 'came back after it had been resolved',
  fixed: 'no longer applies: the function left the runtime',
  deleted: 'ended with the function, which is gone',
  catalogue: 'AWS moved a date of the runtime',
  calendar: 'a date came or entered the notice window',
  owner_changed: 'now belongs to another team',
} as const

export type TransitionCause = keyof typeof TRANSITION_CAUSES
