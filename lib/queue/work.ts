import { outlivingDrops } from '../db/outlive.ts'
import { log } from '../log.ts'
import type { AnyJob, JobContext } from './define-job.ts'

/** Takes jobs off a queue until the worker stops. Also a job that waits since an older version is parsed first. */
export async function work(job: AnyJob, context: JobContext): Promise<void> {
  const { queue } = job
  await context.boss.work(
    queue.name,
    {
      localConcurrency: queue.concurrency,
      batchSize: 1,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 5,
      includeMetadata: true,
    },
    async (jobs: { data: unknown; sourceOutput: object | null }[]) => {
      for (const { data, sourceOutput } of jobs) {
        // Its own schema has let the payload in, so it is what this job takes.
        const once = () => job.run(queue.payload.parse(data) as never, { ...context, parkedBy: sourceOutput })
        await outlivingDrops(once, context).catch((error: unknown) => {
          // The queue keeps a job's error to itself. One that was told to stop has not failed.
          if (!context.signal.aborted) log().error({ err: error, queue: queue.name, job: data }, 'a job failed')
          throw error
        })
      }
    },
  )
}
