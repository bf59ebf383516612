import { endInterruptedRun } from '#lib/inventory/collection/end-run'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

/** What is left to do for a run whose beginning failed, or killed its worker, too often (F56). */
export const collectionStartParked = defineJob({
  queue: queues.collectionStartParked,
  run: async ({ runId }, { pool }) => {
    await endInterruptedRun(pool, runId, 'The worker ended three times while it read the organisation.')
  },
})
