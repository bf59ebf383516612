import type { PoolClient } from 'pg'

/** Ours alone among the advisory locks of the database. */
const ORGANIZATION_LOCK = 5_478_109_401
const PLACE_LOCK_CLASS = 547_810_940

/** Shared by all who judge a place; exclusive for who changes accounts as a whole. Until the transaction's end. */
export async function lockOrganizationRows(client: PoolClient, how: 'shared' | 'exclusive'): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await client.query(`SELECT ${lock}($1)`, [ORGANIZATION_LOCK])
}

export async function lockPlaceRows(client: PoolClient, accountId: string, region: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [PLACE_LOCK_CLASS, `${accountId} ${region}`])
}
