import { expect } from 'vitest'
import { endLapsedRuns } from '../collection/lease.ts'
import { openWorld } from './collected-world.ts'
import { killCollection, readState } from './killed-collection.ts'

const WORLD = { seed: 5, accounts: 4 }
const PATIENT = { timeoutMs: 10_000 }

/** What the organisation leaves in a store when nothing goes wrong. */
export async function readUndisturbedState(): Promise<{
  state: Record<string, string[]>
  scopes: number
  status: string
}> {
  const world = await openWorld(WORLD, PATIENT)
  try {
    const { scopes, status } = await world.collect()
    const count = Object.values(scopes).reduce((a, b) => a + b, 0)
    return { state: await readState(world.database), scopes: count, status }
  } finally {
    await world.close()
  }
}

/** Kills a first collection after so many scopes; the next one must leave what an undisturbed one leaves. */
export async function expectKilledIsHarmless(scopesRead: number, undisturbed: Record<string, string[]>): Promise<void> {
  const world = await openWorld(WORLD, PATIENT)
  try {
    await killCollection(world, scopesRead)
    await world.collect()
    expect(await readState(world.database), `killed after ${scopesRead} scopes`).toEqual(undisturbed)

    // The run that was killed is nobody's once its lease has passed, and says so (I4).
    const { admin, worker } = world.database
    await admin.query(`UPDATE collection_run SET lease_until = $1 WHERE status = 'running'`, [new Date(0)])
    await endLapsedRuns(worker, { sureAfterMs: 0 })
    const { rows } = await admin.query<{ status: string }>('SELECT DISTINCT status FROM collection_run')
    expect(rows.map(({ status }) => status)).not.toContain('running')
    expect(await readState(world.database)).toEqual(undisturbed)
  } finally {
    await world.close()
  }
}
