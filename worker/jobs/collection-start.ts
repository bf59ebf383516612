import { listRunAccounts } from '#lib/inventory/collection/run-account-list'
import { withSharedCollection } from '#lib/inventory/collection/shared-collection'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'
import { sendJobs } from '#lib/queue/send-job'

/** The first part of a run: what there is to read, and a job for each account, the first in line first. */
export const collectionStart = defineJob({
  queue: queues.collectionStart,
  run: ({ runId }, { pool, boss, signal }) =>
    withSharedCollection(pool, runId, signal, async (collection) => {
      const { accounts, readBeside } = await listRunAccounts(collection)
      await sendJobs(
        boss,
        queues.collectionAccount,
        accounts.map(({ id }) => ({ runId, accountId: id })),
      )
      await readBeside()
    }),
})
