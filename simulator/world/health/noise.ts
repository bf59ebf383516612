/** What Health also tells, and nobody asks for by category: trouble of AWS's own, and notices to accounts. */
import { addDays, type Day, HOUR_MS } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { itemAt, randomFor } from '../random.ts'
import { atHour, eventArn, type HealthEvent } from './health-event.ts'

const ISSUES = ['EC2', 'S3', 'LAMBDA', 'IAM'] as const
const EVERY_DAYS = 11
const KEPT_DAYS = 80

export function noiseEvents(accounts: readonly Account[], today: Day, seed: number): readonly HealthEvent[] {
  const days = Array.from({ length: KEPT_DAYS }, (_, age) => addDays(today, -age))
  return days.filter(isDay).flatMap((day) => [issueOn(day, seed), noticeOn(day, accounts, seed)])
}

function isDay(day: Day): boolean {
  return Math.floor(atHour(day, 0).getTime() / (24 * HOUR_MS)) % EVERY_DAYS === 0
}

function issueOn(day: Day, seed: number): HealthEvent {
  const random = randomFor(seed, 'issue', day)
  const service = random.pick(ISSUES)
  const typeCode = `AWS_${service}_OPERATIONAL_ISSUE`
  const region = service === 'IAM' ? 'global' : random.pick(['us-east-1', 'eu-central-1', 'eu-west-1'])
  const startsAt = atHour(day, 0)
  const endsAt = new Date(startsAt.getTime() + 90 * 60_000)
  const unique = `${typeCode}_${random.word(5).toUpperCase()}_${random.hex(11).toUpperCase()}`
  return {
    ...{ arn: eventArn(region, service, typeCode, unique), service, typeCode, region, startsAt, endsAt },
    ...{ category: 'issue', scopeCode: 'PUBLIC', closesAt: endsAt, changedAt: startsAt },
    ...{ actionability: null, personas: ['OPERATIONS'], metadata: {}, accountIds: [], entities: [] },
    description: 'Error rates were raised for some time.',
  }
}

function noticeOn(day: Day, accounts: readonly Account[], seed: number): HealthEvent {
  const random = randomFor(seed, 'notice', day)
  const account = itemAt(accounts, random.between(0, Math.min(accounts.length, 8) - 1))
  const typeCode = 'AWS_BILLING_NOTIFICATION'
  const startsAt = atHour(day, 0)
  return {
    ...{ arn: eventArn('global', 'BILLING', typeCode, `${typeCode}_${random.uuid()}`), service: 'BILLING', typeCode },
    ...{ category: 'accountNotification', scopeCode: 'ACCOUNT_SPECIFIC', region: 'global', startsAt, endsAt: null },
    ...{ closesAt: null, changedAt: startsAt, actionability: 'INFORMATIONAL', personas: ['BILLING'], metadata: {} },
    description: 'A credit was applied to this account.',
    accountIds: [account.id],
    entities: [{ accountId: account.id, value: 'AWS_ACCOUNT', status: null, updatedAt: startsAt }],
  }
}
