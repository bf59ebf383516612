import { formatAge } from './format.ts'
import { MINUTE_MS, SECOND_MS } from './time.ts'

/** A collection that began so short a time ago answers whoever asks for the same: what it has read is as fresh as that. */
export const JOINED_WITHIN_MS = 5 * MINUTE_MS

export type JoinedRun = { status: string; requestedAt: Date; startedAt: Date | null }

/** What somebody is told whose request is answered by a run that was there. */
export function joinedInWords({ status, requestedAt, startedAt }: JoinedRun, now: Date): string {
  if (status === 'requested' || startedAt === null) {
    return `A collection that was asked for ${ago(requestedAt, now)} and has not begun answers this.`
  }
  return `A collection that began ${ago(startedAt, now)} answers this.`
}

function ago(since: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - since.getTime())
  return ms < MINUTE_MS ? `${Math.round(ms / SECOND_MS)} s ago` : `${formatAge(since, now)} ago`
}
