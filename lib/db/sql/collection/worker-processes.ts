import type { ClientBase, Pool } from 'pg'

export type WorkerProcess = { id: string; host: string; pid: number }

/** Says that a worker is alive, by the database's clock: others look by the same. */
export async function seeWorker(database: Pool | ClientBase, worker: WorkerProcess): Promise<void> {
  await database.query(
    `INSERT INTO worker_process (id, host, pid, started_at, seen_at) VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
    [worker.id, worker.host, worker.pid],
  )
}

/** A worker that ends takes its row along, and those of workers that were killed. */
export async function forgetWorkers(database: Pool | ClientBase, id: string | null): Promise<void> {
  await database.query(`DELETE FROM worker_process WHERE id = $1 OR seen_at < clock_timestamp() - interval '1 day'`, [
    id,
  ])
}

export async function isWorkerAlive(database: Pool | ClientBase, withinMs: number): Promise<boolean> {
  const { rows } = await database.query<{ alive: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM worker_process
       WHERE abs(extract(epoch FROM clock_timestamp() - seen_at)) * 1000 <= $1) AS alive`,
    [withinMs],
  )
  return rows[0]?.alive === true
}
