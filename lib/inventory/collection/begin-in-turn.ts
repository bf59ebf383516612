import type pg from 'pg'
import { allSources } from '../../collectors/all-sources.ts'
import { clock, machineClock } from '../../core/clock.ts'
import { MINUTE_MS } from '../../core/time.ts'
import { beginRun, beginRunInTurn } from '../../db/sql/collection/runs.ts'
import { waitForSchedule } from '../../db/sql/collection/schedule.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { env } from '../../env.ts'

const OF_ORGANIZATION = allSources.filter(({ scopedTo }) => scopedTo === 'organization').map(({ id }) => id)

/** Makes a requested run ours, unless it is somebody else's or a run that reads the same has to end first. */
export async function beginInTurn(
  pool: pg.Pool,
  runId: string,
  leaseUntil: Date,
  { alone = false }: { alone?: boolean | undefined } = {},
): Promise<boolean> {
  const machineNow = machineClock.now()
  const deadlineAt = new Date(machineNow.getTime() + env().runLimitMinutes * MINUTE_MS)
  const times = { startedAt: clock.now(), deadlineAt, leaseUntil }
  if (alone) return beginRun(pool, runId, times)
  return inTransaction(pool, async (client) => {
    await waitForSchedule(client)
    return beginRunInTurn(client, runId, times, { ofOrganization: OF_ORGANIZATION, machineNow })
  })
}
