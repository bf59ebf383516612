import type pg from 'pg'
import { allSources } from '../../collectors/all-sources.ts'
import { clock } from '../../core/clock.ts'
import { MINUTE_MS } from '../../core/time.ts'
import { beginRun, beginRunInTurn } from '../../db/sql/collection/runs.ts'
import { waitForSchedule } from '../../db/sql/collection/schedule.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { env } from '../../env.ts'

const OF_ORGANIZATION = allSources.filter(({ scopedTo }) => scopedTo === 'organization').map(({ id }) => id)

export type BeginOptions = {
  /** Where nobody else collects: begins though another run has not ended. */
  alone?: boolean | undefined
  /** What is done with the beginning, in one transaction. */
  onBegun?: ((client: pg.ClientBase) => Promise<void>) | undefined
}

/** Makes a requested run ours, unless it is somebody else's or a run that reads the same has to end first. */
export async function beginInTurn(
  pool: pg.Pool,
  runId: string,
  leaseMs: number,
  { alone = false, onBegun }: BeginOptions = {},
): Promise<boolean> {
  const times = { startedAt: clock.now(), limitMs: env().runLimitMinutes * MINUTE_MS, leaseMs }
  if (alone) return beginRun(pool, runId, times)
  return inTransaction(pool, async (client) => {
    await waitForSchedule(client)
    const begun = await beginRunInTurn(client, runId, times, OF_ORGANIZATION)
    if (begun) await onBegun?.(client)
    return begun
  })
}
