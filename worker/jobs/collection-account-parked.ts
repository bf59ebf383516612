import { endParkedAccount } from '#lib/inventory/collection/end-run'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

/** What is left to do for an account whose job failed, or killed its worker, too often. */
export const collectionAccountParked = defineJob({
  queue: queues.collectionAccountParked,
  run: ({ runId, accountId }, { pool }) => endParkedAccount(pool, runId, accountId),
})
