import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { allSources, findSource } from '../../collectors/all-sources.ts'
import { clock } from '../../core/clock.ts'
import { JOINED_WITHIN_MS } from '../../core/joined-run.ts'
import { listMemberAccounts } from '../../db/sql/collection/list-accounts.ts'
import { type AnsweringRun, requestCollection } from '../../db/sql/collection/request-collection.ts'
import { insertRun, type RunRequest } from '../../db/sql/collection/runs.ts'
import { AppError } from '../../errors.ts'

export type RunWish = Partial<Omit<RunRequest, 'id'>>

const ACCOUNT_PATTERN = /^\d{12}$/
const REGION_PATTERN = /^[a-z]{2,4}(-[a-z]+)+-\d$/

/** Writes down that a collection is wanted, whatever else is. Throws on names that do not exist. */
export async function requestRun(database: pg.Pool | pg.ClientBase, wish: RunWish): Promise<string> {
  const run = asRequest(wish)
  await insertRun(database, run, clock.now())
  return run.id
}

export type AskedRun = AnsweringRun & {
  /** True when the run was there, and answers this request as well. */
  joined: boolean
}

/**
 * Asks for a collection, nothing named means everything. One that is wanted already or has only just begun answers it,
 * if it reads as much. A start also takes one that reads what is due, as its worker begins by itself.
 */
export async function joinOrRequestRun(pool: pg.Pool, wish: RunWish): Promise<AskedRun> {
  const request = asRequest(wish)
  const at = clock.now()
  // An account that no run reads is to be said in a run of its own.
  const isForeign = request.accountIds.length > 0 && !(await areMembers(pool, request.accountIds))
  if (isForeign) {
    await insertRun(pool, request, at)
    return { id: request.id, status: 'requested', requestedAt: at, startedAt: null, joined: false }
  }
  const run = await requestCollection(pool, request, {
    at,
    freshSince: new Date(at.getTime() - JOINED_WITHIN_MS),
    alsoDue: request.trigger === 'start',
  })
  return { ...run, joined: run.id !== request.id }
}

async function areMembers(pool: pg.Pool, accountIds: readonly string[]): Promise<boolean> {
  const members = new Set((await listMemberAccounts(pool)).map(({ id }) => id))
  return accountIds.every((id) => members.has(id))
}

function asRequest(wish: RunWish): RunRequest {
  const { sources = [], accountIds = [], regions = [], trigger = 'command', requestedBy = null } = wish
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
  // All of them is everything, in whichever way it was said.
  const isEverySource = allSources.every(({ id }) => sources.includes(id))
  const named = isEverySource ? [] : sources
  return {
    id: randomUUID(),
    trigger,
    sources: named,
    accountIds,
    regions,
    requestedBy,
    readsAll: wish.readsAll ?? trigger !== 'schedule',
  }
}

function requireAll(
  values: readonly string[],
  isGood: (value: string) => boolean,
  say: (value: string) => string,
): void {
  const bad = values.find((value) => !isGood(value))
  if (bad !== undefined) throw new AppError('usage', say(bad))
}
