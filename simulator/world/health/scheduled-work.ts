/** Retirements and maintenance: announced some weeks before, with a beginning and an end, and told of for 90 days after. */
import { addDays, type Day, daysBetween, HOUR_MS } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { type Random, randomFor } from '../random.ts'
import { atHour, eventArn, type HealthEntity, type HealthEvent, isListed, latestOf } from './health-event.ts'

const EPOCH: Day = '2015-01-05'

type Work = {
  service: string
  typeCode: string
  /** One is announced every so many days; `afterDays` moves all of them. */
  everyDays: number
  afterDays: number
  /** From the announcement to the beginning. */
  leadDays: number
  hours: number
  accounts: readonly [least: number, most: number]
  actionability: string | null
  description: string
  /** What it names in an account; nothing where it names none. */
  entityAt(place: { account: Account; region: string }, random: Random): string | null
  /** Whether AWS says how far the customer is. */
  hasStatus: boolean
  /** The day after the announcement on which AWS moves it, and by how many days. */
  moved?: { afterDays: number; byDays: number }
  /** The day after the announcement on which AWS takes it back. */
  withdrawnAfterDays?: number
  /** An ARN as in recordings of some years ago. */
  hasOldArn?: true
}

const instance = (_: unknown, random: Random) => `i-0${random.hex(16)}`
const database = ({ account, region }: { account: Account; region: string }, random: Random) =>
  `arn:aws:rds:${region}:${account.id}:db:${account.team ?? 'app'}-${random.word(5)}`

const WORK: readonly Work[] = [
  {
    service: 'EC2',
    typeCode: 'AWS_EC2_PERSISTENT_INSTANCE_RETIREMENT_SCHEDULED',
    everyDays: 14,
    afterDays: 1,
    leadDays: 14,
    hours: 7 * 24,
    accounts: [1, 3],
    actionability: 'ACTION_REQUIRED',
    description:
      'The hardware beneath these instances is failing. They are stopped within the week that begins on the given day.',
    entityAt: instance,
    hasStatus: false,
  },
  {
    service: 'EC2',
    typeCode: 'AWS_EC2_INSTANCE_REBOOT_MAINTENANCE_SCHEDULED',
    everyDays: 28,
    afterDays: 9,
    leadDays: 14,
    hours: 4,
    accounts: [1, 4],
    actionability: 'ACTION_MAY_BE_REQUIRED',
    description: 'These instances are rebooted during the given time, unless they are rebooted before.',
    entityAt: instance,
    hasStatus: true,
    hasOldArn: true,
  },
  {
    service: 'RDS',
    typeCode: 'AWS_RDS_MAINTENANCE_SCHEDULED',
    everyDays: 56,
    afterDays: 12,
    leadDays: 30,
    hours: 8,
    accounts: [2, 4],
    actionability: 'ACTION_MAY_BE_REQUIRED',
    description: 'An operating system update is applied to these instances in their maintenance window.',
    entityAt: database,
    hasStatus: true,
    moved: { afterDays: 18, byDays: 25 },
  },
  {
    service: 'EC2',
    typeCode: 'AWS_EC2_INSTANCE_NETWORK_MAINTENANCE_SCHEDULED',
    everyDays: 56,
    afterDays: 40,
    leadDays: 45,
    hours: 3,
    accounts: [1, 2],
    actionability: 'ACTION_MAY_BE_REQUIRED',
    description: 'These instances lose their network connection for some minutes.',
    entityAt: instance,
    hasStatus: true,
    withdrawnAfterDays: 23,
  },
  {
    service: 'SAGEMAKER',
    typeCode: 'AWS_SAGEMAKER_SCHEDULED_MAINTENANCE',
    everyDays: 70,
    afterDays: 3,
    leadDays: 40,
    hours: 14 * 24,
    accounts: [1, 3],
    actionability: 'INFORMATIONAL',
    description: 'Notebook instances in this Region are updated. Nothing needs to be done.',
    entityAt: () => null,
    hasStatus: false,
  },
  {
    service: 'ECS',
    typeCode: 'AWS_ECS_TASK_PATCHING_RETIREMENT',
    everyDays: 42,
    afterDays: 20,
    leadDays: 21,
    hours: 72,
    accounts: [1, 2],
    actionability: null,
    description: 'Fargate tasks that started before a platform update are stopped and started again.',
    entityAt: () => 'UNKNOWN',
    hasStatus: false,
  },
  {
    service: 'MSK',
    typeCode: 'AWS_MSK_PLANNED_LIFECYCLE_EVENT',
    everyDays: 91,
    afterDays: 30,
    leadDays: 120,
    hours: 24,
    accounts: [1, 2],
    actionability: 'ACTION_REQUIRED',
    description: 'Brokers of this generation are no longer offered after the given day.',
    entityAt: () => 'AWS_ACCOUNT',
    hasStatus: false,
  },
]

/** Longer than anything here is told of: lead, delay, duration and 90 days. */
const LONGEST_DAYS = 260

export function scheduledWorkEvents(accounts: readonly Account[], today: Day, seed: number): readonly HealthEvent[] {
  const eligible = accounts.filter(({ environment }) => environment !== 'sandbox')
  return WORK.flatMap((work) =>
    announcementsOf(work, today).flatMap((announcedOn) => {
      const event = eventOf(work, announcedOn, eligible, today, seed)
      return event && isListed(event, atHour(today, 0)) ? [event] : []
    }),
  )
}

function announcementsOf({ everyDays, afterDays, withdrawnAfterDays }: Work, today: Day): readonly Day[] {
  const age = daysBetween(EPOCH, today) - afterDays
  const newest = Math.floor(age / everyDays)
  const oldest = Math.ceil((age - LONGEST_DAYS) / everyDays)
  return Array.from({ length: newest - oldest + 1 }, (_, index) =>
    addDays(EPOCH, afterDays + (oldest + index) * everyDays),
  ).filter((day) => withdrawnAfterDays === undefined || addDays(day, withdrawnAfterDays) > today)
}

/** Null where the organisation has nobody whom it could touch. */
function eventOf(
  work: Work,
  announcedOn: Day,
  accounts: readonly Account[],
  today: Day,
  seed: number,
): HealthEvent | null {
  const random = randomFor(seed, work.typeCode, announcedOn)
  const region = random.pick(['eu-central-1', 'eu-central-1', 'eu-west-1', 'us-east-1'])
  const count = random.between(...work.accounts)
  const touched = touchedBy(accounts, announcedOn, [seed, work.typeCode, announcedOn], count)
  if (touched.length === 0) return null
  const movedOn = work.moved ? addDays(announcedOn, work.moved.afterDays) : null
  const isMoved = movedOn !== null && movedOn <= today
  const startsOn = addDays(announcedOn, work.leadDays + (isMoved ? (work.moved?.byDays ?? 0) : 0))
  const startsAt = atHour(startsOn, random.between(1, 20))
  const endsAt = new Date(startsAt.getTime() + work.hours * HOUR_MS)
  const entities = touched.flatMap((account) =>
    entitiesOf(work, { account, region }, { announcedOn, endsAt, today }, seed),
  )
  const told = isMoved ? movedOn : announcedOn
  return {
    arn: work.hasOldArn
      ? `arn:aws:health:${region}::event/${work.typeCode}_${random.digits(13)}`
      : eventArn(region, work.service, work.typeCode, `${work.typeCode}_${random.uuid()}`),
    service: work.service,
    typeCode: work.typeCode,
    category: 'scheduledChange',
    scopeCode: 'ACCOUNT_SPECIFIC',
    region,
    startsAt,
    endsAt,
    closesAt: endsAt,
    changedAt: latestOf(atHour(told, 0), ...entities.map(({ updatedAt }) => updatedAt)),
    actionability: work.actionability,
    personas: ['OPERATIONS'],
    description: work.description,
    metadata: {},
    accountIds: touched.map(({ id }) => id).sort(),
    entities,
  }
}

/** As many as asked for; who joins later changes nothing about who was chosen. */
function touchedBy(accounts: readonly Account[], announcedOn: Day, words: readonly (string | number)[], count: number) {
  return accounts
    .filter(({ joinedOn }) => joinedOn < announcedOn)
    .map((account) => ({ account, draw: randomFor(...words, account.id).fraction() }))
    .sort((a, b) => a.draw - b.draw)
    .slice(0, count)
    .map(({ account }) => account)
}

/** Where AWS says how far they are, all are done a day after the end, and some before. */
function entitiesOf(
  work: Work,
  place: { account: Account; region: string },
  { announcedOn, endsAt, today }: { announcedOn: Day; endsAt: Date; today: Day },
  seed: number,
): readonly HealthEntity[] {
  const random = randomFor(seed, work.typeCode, announcedOn, place.account.id, 'entities')
  const count = work.entityAt(place, randomFor(seed)) === null ? 0 : random.between(1, work.hasStatus ? 4 : 2)
  const values = Array.from({ length: count }, () => work.entityAt(place, random))
  return [...new Set(values)].flatMap((value) => {
    if (value === null) return []
    const doneOn = addDays(announcedOn, random.between(3, work.leadDays))
    const isDone = work.hasStatus && (doneOn <= today || endsAt <= atHour(today, 0))
    const updatedAt = isDone && doneOn <= today ? atHour(doneOn, 0) : atHour(announcedOn, 0)
    const status = isDone ? ('RESOLVED' as const) : ('PENDING' as const)
    return [{ accountId: place.account.id, value, status: work.hasStatus ? status : null, updatedAt }]
  })
}
