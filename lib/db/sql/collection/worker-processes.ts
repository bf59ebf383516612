import type { ClientBase, Pool } from 'pg'

export type WorkerProcess = { id: string; host: string; pid: number }

/** Says that a worker is alive. `now` is the machine's time: it is about processes. */
export async function seeWorker(database: Pool | ClientBase, worker: WorkerProcess, now: Date): Promise<void> {
  await database.query(
    `INSERT INTO worker_process (id, host, pid, started_at, seen_at) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`,
    [worker.id, worker.host, worker.pid, now],
  )
}

/** A worker that ends takes its row along, and those of workers that were killed. */
export async function forgetWorkers(database: Pool | ClientBase, id: string | null, seenBefore: Date): Promise<void> {
  await database.query(`DELETE FROM worker_process WHERE id = $1 OR seen_at < $2`, [id, seenBefore])
}

export async function isWorkerAlive(database: Pool | ClientBase, seenSince: Date): Promise<boolean> {
  const { rows } = await database.query<{ alive: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM worker_process WHERE seen_at >= $1) AS alive`,
    [seenSince],
  )
  return rows[0]?.alive === true
}
