/** The notice AWS gave of a change, against what it promises for planned lifecycle events. */
import { type Day, daysBetween } from '#lib/core/time'

/**
 * AWS Health user guide, "Planned lifecycle events": at least 180 days ahead of a major change, 90 of a minor one.
 * An event does not say which of the two it is.
 */
export const NOTICE_DAYS = { major: 180, minor: 90 } as const

export type Notice = {
  /** From the day we first saw it to its start; null where AWS named no start, or it was over when we first looked. */
  days: number | null
  /** AWS had announced it before we first looked, so there was at least as much notice. */
  atLeast: boolean
  /**
   * `kept`: enough for a change of either size. `minor_only`: enough for a minor change, too little for a major one.
   * `short`: too little for either. `unknown`: it cannot be told. `none`: AWS promises nothing for such a change.
   */
  promise: 'kept' | 'minor_only' | 'short' | 'unknown' | 'none'
}

type Seen = { planned: boolean; startsOn: Day | null; firstSeenOn: Day; seenAtFirstLook: boolean }

export function noticeOf({ planned, startsOn, firstSeenOn, seenAtFirstLook }: Seen): Notice {
  if (startsOn === null) return { days: null, atLeast: false, promise: planned ? 'unknown' : 'none' }
  const seen = daysBetween(firstSeenOn, startsOn)
  // Whoever comes after the day cannot say how long before it AWS spoke: that is unknown, and not "none".
  const days = seen < 0 && seenAtFirstLook ? null : seen
  if (!planned) return { days, atLeast: seenAtFirstLook, promise: 'none' }
  if (days === null) return { days, atLeast: seenAtFirstLook, promise: 'unknown' }
  if (days >= NOTICE_DAYS.major) return { days, atLeast: seenAtFirstLook, promise: 'kept' }
  if (seenAtFirstLook) return { days, atLeast: true, promise: 'unknown' }
  return { days, atLeast: false, promise: days >= NOTICE_DAYS.minor ? 'minor_only' : 'short' }
}
