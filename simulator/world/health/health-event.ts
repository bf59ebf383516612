/** An event of AWS Health, and what is told of its state at an instant. */
import { DAY_MS, type Day, HOUR_MS, startOfDay } from '#lib/core/time'
import type { Random } from '../random.ts'

export type HealthEntity = {
  accountId: string
  value: string
  /** Null where the service does not say how far its customers are. */
  status: 'PENDING' | 'RESOLVED' | null
  updatedAt: Date
}

export type HealthEvent = {
  arn: string
  service: string
  typeCode: string
  category: 'scheduledChange' | 'issue' | 'accountNotification'
  scopeCode: 'ACCOUNT_SPECIFIC' | 'PUBLIC'
  region: string
  startsAt: Date | null
  endsAt: Date | null
  /** Past it, AWS calls the event closed. */
  closesAt: Date | null
  /** The last change of anything but the passing of time. */
  changedAt: Date
  actionability: string | null
  personas: readonly string[]
  description: string
  metadata: Readonly<Record<string, string>>
  /** Of the organisation's accounts; none where the event is public. */
  accountIds: readonly string[]
  entities: readonly HealthEntity[]
}

/** Closed events are told of for so long. */
const KEPT_MS = 90 * DAY_MS

export function awsStatusOf({ startsAt, closesAt }: HealthEvent, now: Date): 'upcoming' | 'open' | 'closed' {
  if (closesAt && closesAt <= now) return 'closed'
  return startsAt && startsAt > now ? 'upcoming' : 'open'
}

export function isListed({ closesAt }: HealthEvent, now: Date): boolean {
  return !closesAt || now.getTime() - closesAt.getTime() < KEPT_MS
}

/** Beginning and closing are changes too. */
export function lastUpdateOf({ changedAt, startsAt, closesAt }: HealthEvent, now: Date): Date {
  const past = [changedAt, startsAt, closesAt].filter((instant) => instant !== null && instant <= now)
  return new Date(Math.max(...past.map((instant) => instant?.getTime() ?? 0)))
}

export function eventArn(region: string, service: string, typeCode: string, unique: string): string {
  return `arn:aws:health:${region}::event/${service}/${typeCode}/${unique}`
}

/** `AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT_` and 64 hexadecimal digits. */
export function lifecycleArn(region: string, service: string, random: Random): string {
  const typeCode = lifecycleCode(service)
  return eventArn(region, service, typeCode, `${typeCode}_${random.hex(64)}`)
}

export function lifecycleCode(service: string): string {
  return `AWS_${service}_PLANNED_LIFECYCLE_EVENT`
}

export function atHour(day: Day, hour: number): Date {
  return new Date(startOfDay(day).getTime() + hour * HOUR_MS)
}

export const latestOf = (...instants: readonly Date[]): Date => new Date(Math.max(...instants.map(Number)))
