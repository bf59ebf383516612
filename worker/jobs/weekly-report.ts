import { makeReports } from '#lib/domains/reports/make-reports'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

/** The reports of a week: made once, whoever asks and however often. */
export const weeklyReport = defineJob({
  queue: queues.weeklyReport,
  run: async ({ week }, { pool }) => {
    await makeReports(pool, week)
  },
})
