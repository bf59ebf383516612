/**
 * Ends of support of databases, clusters and the like. Each service has an invented series of versions, one ending after
 * another for ever, so that at any time some are announced, some due and some overdue.
 */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { itemAt, type Random, randomFor } from '../random.ts'
import { DEFAULT_REGIONS } from '../regions.ts'
import { atHour, type HealthEntity, type HealthEvent, latestOf, lifecycleArn, lifecycleCode } from './health-event.ts'

type Series = {
  service: string
  /** In the words of the event: what goes, in what. */
  versionAt(number: number): string
  firstEndsOn: Day
  everyDays: number
  noticeDays: number
  /** The part of the accounts that has any. */
  share: number
  resourceAt(place: { account: Account; region: string }, random: Random): string
  /** Days from the announcement to the last upgrade; null where some never upgrade. */
  doneAfterDays: number | null
  actionability: string
  /** Every third version is still in all Regions of one account. */
  isEverywhere?: true
}

const arnOf = (service: string, { account, region }: { account: Account; region: string }, resource: string) =>
  `arn:aws:${service}:${region}:${account.id}:${resource}`

const nameOf = ({ team, environment }: Account, random: Random) =>
  `${team ?? 'app'}-${environment}-${random.between(1, 9)}${random.word(2)}`

const ENGINES = ['PostgreSQL 13', 'MySQL 8.0', 'MariaDB 10.6', 'PostgreSQL 14', 'MySQL 8.4', 'MariaDB 10.11'] as const

const SERIES: readonly Series[] = [
  {
    service: 'EKS',
    versionAt: (number) => `1.${31 + number} in EKS`,
    firstEndsOn: '2025-11-26',
    everyDays: 122,
    noticeDays: 180,
    share: 0.35,
    resourceAt: (place, random) => arnOf('eks', place, `cluster/${nameOf(place.account, random)}`),
    doneAfterDays: null,
    actionability: 'ACTION_REQUIRED',
    isEverywhere: true,
  },
  {
    service: 'RDS',
    versionAt: (number) => `${itemAt(ENGINES, number % ENGINES.length)} in RDS`,
    firstEndsOn: '2026-02-28',
    everyDays: 152,
    noticeDays: 180,
    share: 0.4,
    resourceAt: (place, random) => arnOf('rds', place, `db:${nameOf(place.account, random)}`),
    doneAfterDays: null,
    actionability: 'ACTION_REQUIRED',
  },
  {
    service: 'OPENSEARCH',
    versionAt: (number) => `OpenSearch ${2 + Math.floor(number / 4)}.${(number * 2) % 8} in OpenSearch Service`,
    firstEndsOn: '2025-12-09',
    everyDays: 98,
    noticeDays: 90,
    share: 0.2,
    resourceAt: (place, random) => arnOf('es', place, `domain/${nameOf(place.account, random)}`),
    doneAfterDays: 70,
    actionability: 'ACTION_MAY_BE_REQUIRED',
  },
]

const TOLD_FOR_DAYS = 4 * 365
const REGIONS_MAX = 3

export function versionLifecycleEvents(accounts: readonly Account[], today: Day, seed: number): readonly HealthEvent[] {
  return SERIES.flatMap((series) =>
    numbersOn(series, today).flatMap((number) => eventsOf(series, number, accounts, today, seed)),
  )
}

/** The versions whose end is announced on the day, and not long past. */
function numbersOn({ firstEndsOn, everyDays, noticeDays }: Series, today: Day): readonly number[] {
  const days = daysBetween(firstEndsOn, today)
  const first = Math.max(0, Math.ceil((days - TOLD_FOR_DAYS) / everyDays))
  const last = Math.floor((days + noticeDays) / everyDays)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function eventsOf(
  series: Series,
  number: number,
  accounts: readonly Account[],
  today: Day,
  seed: number,
): readonly HealthEvent[] {
  const endsOn = addDays(series.firstEndsOn, number * series.everyDays)
  const announcedOn = addDays(endsOn, -series.noticeDays)
  const byRegion = new Map<string, HealthEntity[]>()
  for (const account of accounts.filter(({ joinedOn }) => joinedOn < announcedOn)) {
    for (const region of regionsOf(series, number, account, seed)) {
      const random = randomFor(seed, series.service, number, account.id, region)
      const entities = byRegion.get(region) ?? []
      byRegion.set(region, [...entities, entityOf(series, { account, region }, { announcedOn, today }, random)])
    }
  }
  return [...byRegion].map(([region, entities]) =>
    eventOf(series, number, { region, entities, endsOn, announcedOn }, seed),
  )
}

function regionsOf({ service, share, isEverywhere }: Series, number: number, account: Account, seed: number) {
  if (isEverywhere && number % 3 === 0 && account.name === 'acme-shared-services') return DEFAULT_REGIONS
  const random = randomFor(seed, service, account.id)
  if (account.environment === 'sandbox' || !random.chance(share)) return []
  return account.homeRegions.slice(0, REGIONS_MAX).filter(() => random.chance(0.7))
}

function entityOf(
  { resourceAt, doneAfterDays }: Series,
  place: { account: Account; region: string },
  { announcedOn, today }: { announcedOn: Day; today: Day },
  random: Random,
): HealthEntity {
  const value = resourceAt(place, random)
  const isLate = doneAfterDays === null && random.chance(0.2)
  const resolvedOn = isLate ? '9999-12-31' : addDays(announcedOn, random.between(10, doneAfterDays ?? 300))
  const isResolved = resolvedOn <= today
  return {
    accountId: place.account.id,
    value,
    status: isResolved ? 'RESOLVED' : 'PENDING',
    updatedAt: atHour(isResolved ? resolvedOn : announcedOn, 0),
  }
}

type Told = { region: string; entities: readonly HealthEntity[]; endsOn: Day; announcedOn: Day }

function eventOf({ service, versionAt, actionability }: Series, number: number, told: Told, seed: number): HealthEvent {
  const { region, entities, endsOn, announcedOn } = told
  const version = versionAt(number)
  const changedAt = latestOf(atHour(announcedOn, 0), ...entities.map(({ updatedAt }) => updatedAt))
  return {
    arn: lifecycleArn(region, service, randomFor(seed, 'health', service, number, region)),
    service,
    typeCode: lifecycleCode(service),
    category: 'scheduledChange',
    scopeCode: 'ACCOUNT_SPECIFIC',
    region,
    startsAt: atHour(endsOn, 0),
    endsAt: null,
    closesAt: entities.every(({ status }) => status === 'RESOLVED') ? changedAt : null,
    changedAt,
    actionability,
    personas: ['OPERATIONS'],
    description: `Standard support for ${version} ends on ${endsOn}.`,
    metadata: { deprecated_versions: version },
    accountIds: [...new Set(entities.map(({ accountId }) => accountId))].sort(),
    entities,
  }
}
