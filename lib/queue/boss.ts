import { PgBoss } from 'pg-boss'
import { queueConfig } from '../db/clients.ts'
import { log } from '../log.ts'

export const QUEUE_SCHEMA = 'pgboss'

/** How often jobs of workers that have fallen silent are looked for. With the heartbeat: taken over within a minute. */
const SUPERVISE_SECONDS = 10

/** The queue as a worker uses it: the schema was made by the set-up, so nothing here needs rights over it. */
export function openBoss(workerUrl: string): PgBoss {
  const boss = new PgBoss({
    ...queueConfig(workerUrl, { max: 6, applicationName: 'steward queue' }),
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log().warn({ err: error }, 'the queue reports trouble'))
  return boss
}
