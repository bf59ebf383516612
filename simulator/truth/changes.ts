/** The scheduled changes of AWS Health, and how far on each of them is. */
import type { State } from '../state.ts'
import { awsStatusOf, type HealthEvent, isListed } from '../world/health/health-event.ts'

export type EventStatus = 'upcoming' | 'ongoing' | 'overdue' | 'completed'

/** What AWS lists of the category that is asked for. */
export function changesOn(state: State): readonly HealthEvent[] {
  const now = state.now()
  return state.world
    .at(now)
    .healthEvents()
    .filter((event) => event.category === 'scheduledChange' && isListed(event, now))
}

const isPending = ({ status }: HealthEvent['entities'][number]): boolean => status === 'PENDING'

/** A planned end of life with resources that are known to be left. */
export const isDeadline = ({ typeCode, entities }: HealthEvent): boolean =>
  /_PLANNED_LIFECYCLE_EVENT$/.test(typeCode) && entities.some(isPending)

/**
 * Done where all its resources are, or where AWS has closed it with nothing left behind its date. Of what has begun, a
 * planned end of life with resources left is late once its day is over; anything else goes on.
 */
export function statusOf(event: HealthEvent, now: Date): EventStatus {
  const { entities, startsAt } = event
  const isLeft = entities.some(isPending)
  const hasBegun = startsAt !== null && startsAt <= now
  if (entities.length > 0 && entities.every(({ status }) => status === 'RESOLVED')) return 'completed'
  if (awsStatusOf(event, now) === 'closed' && !(isLeft && hasBegun)) return 'completed'
  if (!hasBegun) return 'upcoming'
  const isDayOver = startsAt.toISOString().slice(0, 10) < now.toISOString().slice(0, 10)
  return isDeadline(event) && isDayOver ? 'overdue' : 'ongoing'
}
