import { clock } from '#lib/core/clock'
import { judgeEverything as judge } from '#lib/inventory/judging/judge-everything'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

export const judgeEverything = defineJob({
  queue: queues.judgeEverything,
  run: async ({ cause }, { pool }) => {
    await judge(pool, { at: clock.now(), cause })
  },
})
