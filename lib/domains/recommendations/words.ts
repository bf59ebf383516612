/** How stages, reasons and steps are called. */
import { countOf, formatDay } from '#lib/core/format'
import type { DecisionAction, Stage } from '#lib/history/history-entry'
import type { Answer, CurrentState, Reason } from './contract.ts'

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  pending_response: 'Waits for an answer',
  in_progress: 'In progress',
  dismissed: 'Rejected',
  resolved: 'Resolved',
}

/** A stage that is new to us keeps its own word. */
export const stageWord = (stage: string): string => STAGE_WORDS[stage as Stage] ?? stage

/** AWS's own words for its reason codes, in our spelling (Trusted Advisor Priority, "Rejecting a recommendation"). */
export const REASON_WORDS: Readonly<Record<Reason, string>> = {
  non_critical_account: 'Not a critical account',
  temporary_account: 'A temporary account',
  valid_business_case: 'A valid business case',
  other_methods_available: 'Solved by other means',
  low_priority: 'Low priority',
  not_applicable: 'Does not apply',
  other: 'Another reason',
}

export const ACTION_WORDS: Readonly<Record<DecisionAction, string>> = {
  acknowledged: 'acknowledged it',
  accepted: 'accepted it',
  rejected: 'rejected it',
  commented: 'commented',
  claimed_fixed: 'said that it is fixed',
  reopened: 'reopened it',
  resolved: 'It resolved: nothing is open any more',
  returned: 'It came back: something is open again',
  expired: 'Its rejection ended, so it waits for an answer again',
}

/** Who says so, in a word. A source of a newer version keeps its id. */
const SOURCE_WORDS: Readonly<Record<string, string>> = {
  'lambda.functions': 'Lambda',
  'config.compliance': 'Config',
  'health.events': 'Health',
  'trustedadvisor.checks': 'Trusted Advisor',
}
export const sourceWord = (source: string): string => SOURCE_WORDS[source] ?? source

/** What a source says of a resource. A word of AWS's own that is new stays as it is. */
const VERDICT_WORDS: Readonly<Record<string, string>> = {
  fine: 'Fine',
  approaching: 'Approaching',
  deprecated: 'Deprecated',
  overdue: 'Overdue',
  ongoing: 'Ongoing',
  noncompliant: 'Does not comply',
  warning: 'Investigation recommended',
  error: 'Action recommended',
  unknown: 'Unknown',
}
export const verdictWord = (verdict: string): string => VERDICT_WORDS[verdict] ?? verdict

/** Why an answer was not taken: who was first, or what its stage does not allow. */
export function conflictSentence(current: readonly CurrentState[], answer: Answer, refusal: string | null): string {
  const [first] = current
  const asked = answer.items.length
  if (asked > 1) {
    return `${countOf(current.length, 'of these', 'of these')} ${current.length === 1 ? 'is' : 'are'} no longer as you saw ${current.length === 1 ? 'it' : 'them'}. Nothing was changed: look again, and answer anew.`
  }
  const given = answer.items[0]
  if (first && given && first.version === given.version && refusal) return refusal
  if (!first?.last) return 'It has changed since you loaded it. Look again, and answer anew.'
  const { actor, action, at } = first.last
  const who = actor.id === 'steward' ? ACTION_WORDS[action] : `${actor.name} ${ACTION_WORDS[action]}`
  return `${who} on ${formatDay(at.slice(0, 10))}. Look at that first, and answer anew.`
}
