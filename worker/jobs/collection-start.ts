import type pg from 'pg'
import { databaseTrouble } from '#lib/db/trouble'
import { noteReason } from '#lib/inventory/collection/broken-runs'
import { endInterruptedRun } from '#lib/inventory/collection/end-run'
import { listRunAccounts } from '#lib/inventory/collection/run-account-list'
import { withSharedCollection } from '#lib/inventory/collection/shared-collection'
import { log } from '#lib/log'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'
import { sendJobs } from '#lib/queue/send-job'

/** The first part of a run: what there is to read, and a job for each account, the first in line first. */
export const collectionStart = defineJob({
  queue: queues.collectionStart,
  run: async ({ runId }, { pool, boss, signal }) => {
    await withSharedCollection(pool, runId, signal, async (collection) => {
      const { accounts, readBeside } = await listRunAccounts(collection)
      await sendJobs(
        boss,
        queues.collectionAccount,
        accounts.map(({ id }) => ({ runId, accountId: id })),
      )
      await readBeside()
    }).catch(async (error: unknown) => {
      // What breaks off the last try is the reason that the run ends with. One that was told to stop has none.
      if (!signal.aborted) await noteReason(pool, runId, error)
      await endWhereNothingIsTaken(pool, runId, error)
      throw error
    })
  },
})

/** A database that takes no rows will not take them a moment later: the run ends and says why, nobody waits for it. */
async function endWhereNothingIsTaken(pool: pg.Pool, runId: string, error: unknown): Promise<void> {
  const trouble = databaseTrouble(error)
  if (trouble?.kind !== 'no-space' && trouble?.kind !== 'read-only') return
  await endInterruptedRun(pool, runId, `The collection broke off. ${trouble.message}`).catch((second: unknown) =>
    log().error({ err: second, runId }, 'a run that broke off could not be ended'),
  )
}
