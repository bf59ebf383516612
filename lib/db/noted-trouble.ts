/** What the database could not do for the request under way: pages can only fail, so it is remembered beside them. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type DatabaseTrouble, databaseTrouble } from './trouble.ts'

export type Noted = { trouble: DatabaseTrouble | null }

/** One for all copies of this module: pages and what runs before them are bundled apart. */
const holder = globalThis as typeof globalThis & { stewardRequests?: AsyncLocalStorage<Noted> }

export function requestsUnderWay(): AsyncLocalStorage<Noted> {
  holder.stewardRequests ??= new AsyncLocalStorage<Noted>()
  return holder.stewardRequests
}

/** Does work for a request, and remembers when it failed for the database. */
export async function notingTrouble<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const noted = requestsUnderWay().getStore()
    if (noted) noted.trouble ??= databaseTrouble(error)
    throw error
  }
}
