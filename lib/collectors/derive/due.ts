import type { Source } from '../define-source.ts'

/**
 * A run comes to a scope a little earlier or later than the one before it. Without this, every other run would find
 * nothing due.
 */
const EARLY_SHARE = 0.05

/** Whether a scheduled run that comes to a scope now reads it. `lastCompleteAt` null: never read to the end. */
export function isDue(
  { refreshEveryMs }: Pick<Source, 'refreshEveryMs'>,
  lastCompleteAt: Date | null,
  now: Date,
): boolean {
  return lastCompleteAt === null || now.getTime() - lastCompleteAt.getTime() >= refreshEveryMs * (1 - EARLY_SHARE)
}
