import type { Cause, CauseCode } from '#lib/core/cause'
import type { Reading } from '#lib/core/reading'

/** The reading of a scope from which nothing came. */
export type NotRead = Extract<Reading, { cause: Cause; staged?: never }>

export const READ_AGAIN = 'The next collection tries again.'

export function failed(code: CauseCode, message: string, remedy: string): NotRead {
  return { status: 'failed', cause: { code, message, remedy } }
}
