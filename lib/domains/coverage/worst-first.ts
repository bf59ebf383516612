import type { ScopeStatus } from '#lib/core/reading'

/**
 * What a person can do something about, then what is still to come, then what is an answer. A Region that is switched
 * off comes last: it does not make an account that was read look worse.
 */
const WORST_FIRST: Record<ScopeStatus, number> = {
  denied: 0,
  failed: 1,
  partial: 2,
  never: 3,
  not_entitled: 4,
  skipped: 5,
  complete: 6,
  disabled: 7,
}

export const compareByWorst = (a: ScopeStatus, b: ScopeStatus): number => WORST_FIRST[a] - WORST_FIRST[b]
