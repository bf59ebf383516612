import type { PoolClient } from 'pg'

/** Everything that this transaction reads from now on is of one moment. Its first statement. */
export async function beginSnapshot(client: PoolClient): Promise<void> {
  await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
}
