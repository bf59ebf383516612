import type pg from 'pg'

const MONTHS_BACK = 12
const MONTHS_AHEAD = 3

const firstOfMonth = (at: Date, offset: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1))

/**
 * One partition of the history per month around `at`. A month whose entries already went to the default partition stays
 * there: moving them would be a rewrite of history.
 */
export async function ensureHistoryPartitions(client: pg.ClientBase, at: Date): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'history'::regclass`,
  )
  const existing = new Set(rows.map(({ name }) => name))
  for (let month = -MONTHS_BACK; month <= MONTHS_AHEAD; month += 1) {
    const from = firstOfMonth(at, month)
    const name = `history_${from.toISOString().slice(0, 7).replace('-', '_')}`
    if (!existing.has(name)) await makePartition(client, name, from, firstOfMonth(from, 1))
  }
}

async function makePartition(client: pg.ClientBase, name: string, from: Date, to: Date): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM history_default WHERE at >= $1 AND at < $2 LIMIT 1', [
    from,
    to,
  ])
  if (rowCount) return
  const bound = (day: Date) => client.escapeLiteral(day.toISOString())
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF history FOR VALUES FROM (${bound(from)}) TO (${bound(to)})`,
  )
}
