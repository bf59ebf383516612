import { isWaiting, type ScopeStatus } from '#lib/core/reading'

export const STATE_WORDS: Record<ScopeStatus, string> = {
  complete: 'Complete',
  partial: 'Partial',
  failed: 'Failed',
  denied: 'Denied',
  not_entitled: 'Not entitled',
  disabled: 'Switched off',
  skipped: 'Skipped',
  never: 'Not read yet',
}

/** What a state means for whoever relies on the figures. */
const STATE_MEANINGS: Record<ScopeStatus, string> = {
  complete: 'Read to the end.',
  partial: 'Read in part: what came is shown, and nothing known before counts as gone.',
  failed: 'Could not be read. What was known before is kept.',
  denied: 'We were not allowed to look. What was known before is kept.',
  not_entitled: 'The account has no plan that includes it.',
  disabled: 'There is nothing to read: it is switched off there.',
  skipped: 'Not asked, for a reason. What was known before is kept.',
  never: 'Expected, and not read so far.',
}

export const meaningOf = (scope: { status: ScopeStatus; cause: string | null }): string =>
  isWaiting(scope)
    ? 'Not looked at, because what it builds on was not read. Whether there is anything is not known.'
    : STATE_MEANINGS[scope.status]
