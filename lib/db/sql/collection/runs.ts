import type { ClientBase, Pool } from 'pg'

export type RunRequest = {
  id: string
  trigger: 'schedule' | 'manual' | 'command' | 'start'
  sources: readonly string[]
  accountIds: readonly string[]
  regions: readonly string[]
  requestedBy: string | null
  /** False: reads only what is due. */
  readsAll?: boolean
}

export type Run = Required<RunRequest> & {
  status: string
  requestedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** How much of its time is left, by the database's clock. */
  leftMs: number | null
  durationMs: number | null
  scopesExpected: number
  rows: number
  awsCalls: number
  throttles: number
  message: string | null
  /** Why it broke off. */
  brokeOff: string | null
}

const COLUMNS = `id, trigger, status, sources, account_ids AS "accountIds", regions, requested_by AS "requestedBy",
  requested_at AS "requestedAt", started_at AS "startedAt", finished_at AS "finishedAt",
  (extract(epoch FROM deadline_at - clock_timestamp()) * 1000)::float8 AS "leftMs", duration_ms AS "durationMs", scopes_expected AS "scopesExpected", rows::float8 AS rows,
  aws_calls AS "awsCalls", throttles, message, reads_all AS "readsAll",
  broke_off AS "brokeOff"`

export async function insertRun(database: Pool | ClientBase, run: RunRequest, at: Date): Promise<void> {
  await database.query(
    `INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_by, requested_at,
       reads_all)
     VALUES ($1, $2, 'requested', $3, $4, $5, $6, $7, $8)`,
    [run.id, run.trigger, run.sources, run.accountIds, run.regions, run.requestedBy, at, run.readsAll ?? true],
  )
}

export async function getRun(database: Pool | ClientBase, runId: string): Promise<Run> {
  const { rows } = await database.query<Run>(`SELECT ${COLUMNS} FROM collection_run WHERE id = $1`, [runId])
  const run = rows[0]
  if (run === undefined) throw new Error(`no run ${runId}`)
  return run
}

/** Runs that somebody asked for and nobody has begun, oldest first. */
export async function listRequestedRuns(database: Pool | ClientBase): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT id FROM collection_run WHERE status = 'requested' ORDER BY requested_at, id`,
  )
  return rows.map(({ id }) => id)
}

/** `startedAt` is the product's time. Deadlines and leases are in the database's, the one clock that all workers share. */
export type RunTimes = { startedAt: Date; limitMs: number; leaseMs: number }

const inMs = (parameter: number) => `clock_timestamp() + $${parameter}::float8 * interval '1 millisecond'`
const BEGUN = `status = 'running', started_at = $2, deadline_at = ${inMs(3)}, lease_until = ${inMs(4)}`

/** Makes a requested run ours. False when somebody else has begun it. */
export async function beginRun(
  database: Pool | ClientBase,
  runId: string,
  { startedAt, limitMs, leaseMs }: RunTimes,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE collection_run SET ${BEGUN} WHERE id = $1 AND status = 'requested'`,
    [runId, startedAt, limitMs, leaseMs],
  )
  return rowCount === 1
}

/**
 * The same, but in turn: a run that reads the same sources and has not yet read the accounts of this one, or the
 * organisation's own where both ask it, comes first. Within a transaction that holds the lock of the schedule.
 */
export async function beginRunInTurn(
  client: ClientBase,
  runId: string,
  { startedAt, limitMs, leaseMs }: RunTimes,
  ofOrganization: readonly string[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE collection_run n SET ${BEGUN}
     WHERE n.id = $1 AND n.status = 'requested' AND NOT EXISTS (
       SELECT 1 FROM collection_run o
       WHERE o.status = 'running' AND lease_holds(o.lease_until) AND collection_overlaps(o.sources, n.sources)
         AND (o.scopes_expected = 0 OR EXISTS (SELECT 1 FROM run_scope s
           WHERE s.run_id = o.id AND s.status IN ('pending', 'running')
             AND (collection_includes(n.account_ids, ARRAY[s.account_id])
               OR s.source = ANY ($5::text[]) AND collection_includes(n.sources, ARRAY[s.source])))))`,
    [runId, startedAt, limitMs, leaseMs, ofOrganization],
  )
  return rowCount === 1
}

/** False when the run is no longer running: then its driver has nothing more to do. */
export async function renewLease(database: Pool | ClientBase, runId: string, leaseMs: number): Promise<boolean> {
  const { rowCount } = await database.query(
    `UPDATE collection_run SET lease_until = ${inMs(2)} WHERE id = $1 AND status = 'running'`,
    [runId, leaseMs],
  )
  return rowCount === 1
}

export type LapsedRun = { id: string; leaseUntil: Date; isPastDeadline: boolean }

/** Running runs of which no lease holds. */
export async function listLapsedRuns(database: Pool | ClientBase): Promise<LapsedRun[]> {
  const { rows } = await database.query<LapsedRun>(
    `SELECT id, lease_until AS "leaseUntil", deadline_at < clock_timestamp() AS "isPastDeadline" FROM collection_run
     WHERE status = 'running' AND NOT lease_holds(lease_until) ORDER BY requested_at, id`,
  )
  return rows
}
