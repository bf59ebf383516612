import type { PoolClient } from 'pg'
import { catalogueHash, currentRuntimes } from '../../catalogue/current-runtimes.ts'
import { clock } from '../../core/clock.ts'
import { dayOf } from '../../core/time.ts'
import { env } from '../../env.ts'
import { judgeAccountAnew, judgeOwnedAccount, judgeSpoken } from './judge-account.ts'
import { judgeHealth, judgeHealthAfter } from './judge-health.ts'
import { type Judging, judgePlace, TAGS } from './judge-place.ts'
import { CONFIG, HEALTH, judgeConfig, judgeTrustedAdvisor, TRUSTED_ADVISOR } from './judge-statements.ts'
import { lockOrganization, lockPlace, lockPlaces, type Place } from './place-lock.ts'
import { Tally } from './tally.ts'
import { writeTally } from './write-tally.ts'

export type JudgingContext = {
  runId: string | null
  /** The source whose reading was recorded. */
  source: string
  /** Product time: when the changes that were observed are effective. */
  at: Date
}

/** Judging as of an instant, with the catalogue and the notice in force. */
export function judgingAt(at: Date, given: Pick<Judging, 'runId' | 'cause'>): Judging {
  return {
    facts: { runtimes: currentRuntimes().catalogue.runtimes, today: dayOf(at), noticeDays: env().noticeDays },
    catalogueHash: catalogueHash(),
    askSeverity: env().askSeverity,
    teamTags: env().teamTags,
    at,
    recordedAt: clock.now(),
    ...given,
  }
}

/** Judges places and adds up what changed, in the caller's transaction. */
export async function judgePlaces(client: PoolClient, places: readonly Place[], judging: Judging): Promise<void> {
  await lockPlaces(client, places)
  const tally = new Tally()
  for (const place of places) await judgePlace(client, place, judging, tally)
  await writeTally(client, tally, { judging, renewAll: false })
}

/** Judges all of an account because of a day or of facts, in the caller's transaction. */
export async function judgeWholeAccount(client: PoolClient, accountId: string, judging: Judging): Promise<void> {
  const tally = new Tally()
  await judgeAccountAnew(client, accountId, { judging, tally })
  await writeTally(client, tally, { judging, renewAll: true })
}

/**
 * Judges what AWS Health says of a chunk of accounts because of a day or of facts, from behind the id on. Answers where
 * to go on, or null.
 */
export async function judgeHealthChunk(client: PoolClient, afterId: string, judging: Judging): Promise<string | null> {
  const tally = new Tally()
  await lockOrganization(client)
  const next = await judgeHealthAfter(client, afterId, { judging, tally })
  await writeTally(client, tally, { judging, renewAll: false })
  return next
}

/** Judges accounts that have changed hands. For a caller that holds the organisation's lock. */
export async function judgeOwnedAccounts(
  client: PoolClient,
  accountIds: readonly string[],
  judging: Judging,
): Promise<void> {
  const tally = new Tally()
  for (const accountId of accountIds) await judgeOwnedAccount(client, accountId, { judging, tally })
  await writeTally(client, tally, { judging, renewAll: false })
}

/**
 * Call in the transaction that recorded a reading of this scope, after its rows and its scope's status were written.
 * Take the lock before the first of these writes, so that two readings of one place do not wait for each other:
 * `lockPlace` for a source of an account or of an account and Region (`global` is a place as well), `lockOrganization`
 * for `health.events`, whose place is the organisation's scope and which judges every account with an event.
 */
export async function judgeScope(client: PoolClient, place: Place, context: JudgingContext): Promise<void> {
  const judging = judgingAt(context.at, { runId: context.runId, cause: null })
  const tally = new Tally()
  switch (context.source) {
    case CONFIG:
      await lockPlace(client, place)
      await judgeConfig(client, place, { judging, tally })
      break
    case TRUSTED_ADVISOR:
      await lockPlace(client, place)
      await judgeTrustedAdvisor(client, place.accountId, { judging, tally })
      break
    case HEALTH:
      await lockOrganization(client)
      await judgeHealth(client, { judging, tally })
      break
    default:
      await lockPlace(client, place)
      await judgePlace(client, place, judging, tally)
      // Tags tell whose functions are, whoever speaks of them.
      if (context.source === TAGS) await judgeSpoken(client, place, { judging, tally })
  }
  await writeTally(client, tally, { judging, renewAll: false })
}
