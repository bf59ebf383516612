import { endReadRun, giveUpAccount } from '#lib/inventory/collection/end-run'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

/** What is left to do for an account whose job failed, or killed its worker, too often. */
export const collectionAccountParked = defineJob({
  queue: queues.collectionAccountParked,
  run: async ({ runId, accountId }, { pool, parkedBy }) => {
    await giveUpAccount(pool, runId, accountId, parkedBy)
    await endReadRun(pool, runId)
  },
})
