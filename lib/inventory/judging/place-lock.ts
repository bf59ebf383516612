/**
 * Who judges what at the same time. Every transaction that records or judges a place takes the place's lock before it
 * touches a row, and then, in this order: rows of the place, its account's row and rollups, the organisation's rollup.
 * A transaction that changes accounts as a whole takes the organisation's lock first and shuts out all of them. So no
 * two wait for each other in a circle (F60).
 */
import type { PoolClient } from 'pg'

export type Place = { accountId: string; region: string }

/** Ours alone among the advisory locks of the database. */
const ORGANIZATION_LOCK = 5_478_109_401
const PLACE_LOCK_CLASS = 547_810_940

function comparePlaces(a: Place, b: Place): number {
  const [left, right] = [`${a.accountId} ${a.region}`, `${b.accountId} ${b.region}`]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Until the end of the transaction. Taking it twice is harmless. */
export async function lockPlaces(client: PoolClient, places: readonly Place[]): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock_shared($1)', [ORGANIZATION_LOCK])
  for (const { accountId, region } of places.toSorted(comparePlaces)) {
    await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [PLACE_LOCK_CLASS, `${accountId} ${region}`])
  }
}

export function lockPlace(client: PoolClient, place: Place): Promise<void> {
  return lockPlaces(client, [place])
}

/** For recording the organisation's accounts and who owns them: nothing is judged meanwhile. */
export async function lockOrganization(client: PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [ORGANIZATION_LOCK])
}
