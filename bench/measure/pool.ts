import pg from 'pg'

/** A pool whose connections may be ended under it: a section whose time is up loses its database. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max })
  // Told by the pool while a connection is idle, and by the connection while it is used.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
