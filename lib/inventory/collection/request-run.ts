import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { allSources, findSource } from '../../collectors/all-sources.ts'
import { clock } from '../../core/clock.ts'
import { insertRun, type RunRequest } from '../../db/sql/collection/runs.ts'
import { findCollectionOf, waitForSchedule } from '../../db/sql/collection/schedule.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { AppError } from '../../errors.ts'

export type RunWish = Partial<Omit<RunRequest, 'id'>>

const ACCOUNT_PATTERN = /^\d{12}$/
const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** Writes down that a collection is wanted. Nothing named means everything. Throws on names that do not exist. */
export async function requestRun(database: pg.Pool | pg.ClientBase, wish: RunWish): Promise<string> {
  const { sources = [], accountIds = [], regions = [] } = wish
  requireAll(
    sources,
    (id) => findSource(id) !== null,
    (id) => {
      const known = allSources.map((source) => source.id).join(', ')
      return `${id} is not a source. The sources are ${known}.`
    },
  )
  requireAll(
    accountIds,
    (id) => ACCOUNT_PATTERN.test(id),
    (id) => `${id} is not an account: its id has twelve digits.`,
  )
  requireAll(
    regions,
    (region) => REGION_PATTERN.test(region),
    (region) => `${region} is not the name of a Region.`,
  )
  const id = randomUUID()
  const { trigger = 'command', requestedBy = null } = wish
  await insertRun(database, { id, trigger, sources, accountIds, regions, requestedBy }, clock.now())
  return id
}

/** The collection of everything that is wanted or under way, whoever asked for it; else one is asked for now. */
export function joinRunOfEverything(pool: pg.Pool, trigger: NonNullable<RunWish['trigger']>): Promise<string> {
  return inTransaction(pool, async (client) => {
    await waitForSchedule(client)
    const sources = allSources.map(({ id }) => id)
    return (await findCollectionOf(client, sources)) ?? requestRun(client, { trigger })
  })
}

function requireAll(
  values: readonly string[],
  isGood: (value: string) => boolean,
  say: (value: string) => string,
): void {
  const bad = values.find((value) => !isGood(value))
  if (bad !== undefined) throw new AppError('usage', say(bad))
}
