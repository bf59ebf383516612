/** What a check of Trusted Advisor says, in AWS's words of the API, each as AWS's console words it. */
export const CHECK_STATUS_WORDS = {
  error: 'Action recommended',
  warning: 'Investigation recommended',
  ok: 'No problem detected',
  not_available: 'Not available',
} as const
export type CheckStatusWord = keyof typeof CHECK_STATUS_WORDS
