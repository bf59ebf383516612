/** When a collection is due, by what the sources declare. Any number of workers may ask; one run comes of it (F55). */
import type pg from 'pg'
import { allSources } from '#lib/collectors/all-sources'
import { clock } from '#lib/core/clock'
import { isCollecting, listLastWanted, lockSchedule } from '#lib/db/sql/collection/schedule'
import { inTransaction } from '#lib/db/worker-pool'
import { breaksOffAgainAndAgain } from '#lib/inventory/collection/broken-runs'
import { requestRun } from '#lib/inventory/collection/request-run'

/** The sources whose last reading of the whole organisation is older than they may be. */
export function dueSources(lastWanted: readonly { source: string; at: Date | null }[], now: Date): string[] {
  return allSources
    .filter(({ id, refreshEveryMs }) => {
      const at = lastWanted.find(({ source }) => source === id)?.at ?? null
      return at === null || now.getTime() - at.getTime() >= refreshEveryMs
    })
    .map(({ id }) => id)
}

/** Asks for the collection that is due now, if one is. */
export function scheduleCollection(pool: pg.Pool): Promise<void> {
  return inTransaction(pool, async (client) => {
    if (!(await lockSchedule(client)) || (await isCollecting(client))) return
    const lastWanted = await listLastWanted(
      client,
      allSources.map(({ id }) => id),
      // What breaks off once or twice is begun again at once; after that, when it would be due anyway.
      { alsoBroken: await breaksOffAgainAndAgain(client) },
    )
    const sources = dueSources(lastWanted, clock.now())
    if (sources.length === 0) return
    // Where nothing was ever wanted everything is due, and such a run answers whoever asks for everything.
    const readsAll = lastWanted.every(({ at }) => at === null)
    await requestRun(client, { trigger: 'schedule', sources, readsAll })
  })
}
