import pg from 'pg'

/** A pool whose connections may be ended under it: a section whose time is up loses its database. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max })
  pool.on('error', () => {})
  return pool
}
