/**
 * Who judges what at the same time. Every transaction that records or judges a place takes the place's lock before it
 * touches a row, and then, in this order: rows of the place, its account's row and rollups, the organisation's rollup.
 * A transaction that changes accounts as a whole takes the organisation's lock first and shuts out all of them. So no
 * two wait for each other in a circle (F60).
 */
import type { PoolClient } from 'pg'
import { lockOrganizationRows, lockPlaceRows } from '../../db/sql/judging/locks.ts'

export type Place = { accountId: string; region: string }

/** What belongs to an account as a whole comes before its Regions: who judges it goes on to lock those it speaks of. */
const orderOf = ({ accountId, region }: Place): string => `${accountId} ${region === 'global' ? '' : region}`

function comparePlaces(a: Place, b: Place): number {
  const [left, right] = [orderOf(a), orderOf(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Until the end of the transaction. Taking it twice is harmless. */
export async function lockPlaces(client: PoolClient, places: readonly Place[]): Promise<void> {
  await lockOrganizationRows(client, 'shared')
  for (const { accountId, region } of places.toSorted(comparePlaces)) {
    await lockPlaceRows(client, accountId, region)
  }
}

export function lockPlace(client: PoolClient, place: Place): Promise<void> {
  return lockPlaces(client, [place])
}

/** For recording the organisation's accounts and who owns them: nothing is judged meanwhile. */
export function lockOrganization(client: PoolClient): Promise<void> {
  return lockOrganizationRows(client, 'exclusive')
}
