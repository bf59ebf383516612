import { isWaiting, type ScopeStatus } from '#lib/core/reading'

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

type Ranked = { status: ScopeStatus; cause: string | null; lost?: boolean }

/** What waits for another source, or has gone dark, was not looked at, and stands with what is still to come. */
const rankOf = (scope: Ranked): number => WORST_FIRST[isWaiting(scope) || scope.lost === true ? 'never' : scope.status]

export const compareByWorst = (a: Ranked, b: Ranked): number => rankOf(a) - rankOf(b)
