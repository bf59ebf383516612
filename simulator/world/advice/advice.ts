/** What Trusted Advisor says of one account on a day, check by check. */
import { addDays, type Day, daysBetween } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import type { FunctionVersion, LambdaFunction } from '../functions.ts'
import { itemAt, randomFor } from '../random.ts'
import { RUNTIMES } from '../runtimes.ts'
import { spellOn } from '../spells.ts'
import { CHECK_PLANS, type CheckPlan, type Flag, NOT_AVAILABLE, RUNTIME_CHECK_ID } from './check-plans.ts'

export type FlaggedResource = Flag & { awsId: string; isSuppressed: boolean }

export type Advice = {
  check: CheckPlan
  status: 'ok' | 'warning' | 'error' | 'not_available'
  processed: number
  /** Also those that are suppressed, and quotas that are listed although there is room. */
  resources: readonly FlaggedResource[]
  refreshedOn: Day
}

export type AdvisedWorld = {
  today: Day
  functionsIn(account: Account, region: string): readonly LambdaFunction[]
}

export const REFRESHED_AT = '06:33:10Z'

export function adviceOn({ today, functionsIn }: AdvisedWorld, account: Account, seed: number): readonly Advice[] {
  const refreshedOn = addDays(today, -1)
  return CHECK_PLANS.map((check) => {
    const resources =
      check.id === RUNTIME_CHECK_ID
        ? account.homeRegions.flatMap((region) => onOldRuntimes(functionsIn(account, region), region, today))
        : flaggedBy(check, account, today, seed)
    const processed = resources.length + randomFor(seed, 'processed', account.id, check.id).between(3, 90)
    return { check, status: statusOf(check, resources), processed, resources, refreshedOn }
  })
}

function statusOf({ id }: CheckPlan, resources: readonly FlaggedResource[]): Advice['status'] {
  if (NOT_AVAILABLE.includes(id)) return 'not_available'
  const counted = resources.filter(({ isSuppressed }) => !isSuppressed).map(({ status }) => status)
  if (counted.includes('error')) return 'error'
  return counted.includes('warning') ? 'warning' : 'ok'
}

function flaggedBy(check: CheckPlan, account: Account, today: Day, seed: number): readonly FlaggedResource[] {
  const words = [seed, 'advice', account.id, check.id]
  const count = randomFor(...words).between(...check.resources)
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const random = randomFor(...words, index)
    if (!spellOn(today, check.share, random)) return []
    const region = itemAt(account.homeRegions, index % account.homeRegions.length)
    const flag = check.flag(random, { accountId: account.id, region })
    return [{ ...flag, awsId: opaqueId(...words, index), isSuppressed: isSuppressed(...words, index) }]
  })
}

const NOTICE_DAYS = 180

/** Every version is listed by itself; container images and runtimes that AWS does not know are not. */
function onOldRuntimes(functions: readonly LambdaFunction[], region: string, today: Day): readonly FlaggedResource[] {
  return functions
    .filter(({ packageType }) => packageType === 'Zip')
    .flatMap((lambda) => lambda.versions.flatMap((version) => onOldRuntime(lambda, version, region, today)))
}

function onOldRuntime({ arn }: LambdaFunction, { version, runtime }: FunctionVersion, region: string, today: Day) {
  const deprecatedOn = RUNTIMES.get(runtime ?? '')?.deprecatedOn
  const daysLeft = deprecatedOn ? daysBetween(today, deprecatedOn) : Number.POSITIVE_INFINITY
  if (!deprecatedOn || daysLeft > NOTICE_DAYS) return []
  const isPast = daysLeft <= 0
  const name = `${arn}:${version}`
  const colour = isPast ? 'Red' : 'Yellow'
  const refreshed = `${addDays(today, -1)}T${REFRESHED_AT}`
  const random = randomFor(name)
  return [
    {
      status: isPast ? ('error' as const) : ('warning' as const),
      region,
      awsId: opaqueId(name),
      isSuppressed: isSuppressed(name),
      metadata: [
        colour,
        region,
        name,
        runtime,
        String(daysLeft),
        deprecatedOn,
        String(random.between(0, 9_000)),
        refreshed,
      ],
    },
  ]
}

/** As long as AWS's own, and as little to be read. */
const opaqueId = (...words: readonly (string | number)[]) =>
  Buffer.from(randomFor('advised', ...words).hex(64), 'hex').toString('base64url')

const isSuppressed = (...words: readonly (string | number)[]) => randomFor('suppressed', ...words).chance(0.08)
