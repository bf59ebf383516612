/** Everything AWS Health has to tell the organisation on a day. */
import { type Day, startOfDay } from '#lib/core/time'
import type { Account } from '../accounts.ts'
import { functionsGone, type LambdaFunction, type Past } from '../functions.ts'
import { type HealthEvent, isListed } from './health-event.ts'
import { endingRuntimes, type Lived, lambdaLifecycleEvents } from './lambda-lifecycle.ts'
import { noiseEvents } from './noise.ts'
import { scheduledWorkEvents } from './scheduled-work.ts'
import { versionLifecycleEvents } from './version-lifecycle.ts'

export type HealthWorld = {
  today: Day
  accounts: readonly Account[]
  functionsIn(account: Account, region: string): readonly LambdaFunction[]
}

export function healthEventsOn(world: HealthWorld, seed: number, past: Past): readonly HealthEvent[] {
  const { accounts, today } = world
  return [
    ...lambdaLifecycleEvents(livedSince(world, seed, past), today, seed),
    ...versionLifecycleEvents(accounts, today, seed),
    ...scheduledWorkEvents(accounts, today, seed),
    ...noiseEvents(accounts, today, seed),
  ].filter((event) => isListed(event, startOfDay(today)))
}

/** The functions of today, and those that went since the oldest announcement that is still told of. */
function livedSince({ accounts, today, functionsIn }: HealthWorld, seed: number, past: Past): readonly Lived[] {
  const announced = endingRuntimes(today).map(({ announcedOn }) => announcedOn)
  const since = announced.sort()[0] ?? today
  return accounts.flatMap((account) =>
    account.homeRegions.flatMap((region) =>
      [...functionsIn(account, region), ...functionsGone({ day: today, since }, { account, region }, seed, past)].map(
        (lambda) => ({
          account,
          region,
          lambda,
        }),
      ),
    ),
  )
}
