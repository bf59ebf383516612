import { PgBoss } from 'pg-boss'
import { queueConfig, withClient } from '../db/clients.ts'
import { QUEUE_SCHEMA } from './boss.ts'
import { EXPIRE_SECONDS, HEARTBEAT_SECONDS, queues } from './queues.ts'

/** Makes or upgrades the queue's tables and the queues themselves. Needs the migrator's login; safe to repeat. */
export async function createQueueSchema(migratorUrl: string): Promise<void> {
  const boss = new PgBoss({
    ...queueConfig(migratorUrl, { max: 2 }),
    schema: QUEUE_SCHEMA,
    supervise: false,
    schedule: false,
    registerInstance: false,
  })
  // Without a listener an error event would end the process; what matters rejects the calls below.
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const { name, maxAttempts, parkedIn } of Object.values(queues)) {
      const options = {
        retryLimit: maxAttempts - 1,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: EXPIRE_SECONDS,
        notify: true,
        ...(parkedIn === undefined ? {} : { deadLetter: parkedIn }),
      }
      if ((await boss.getQueue(name)) === null) await boss.createQueue(name, { policy: 'exclusive', ...options })
      else await boss.updateQueue(name, options)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  await grantQueue(migratorUrl)
}

/**
 * The worker uses the queue and does not own it. The web has no rights there at all: it asks for a collection with a row
 * of a run.
 */
export const QUEUE_GRANTS = [
  `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO steward_worker`,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO steward_worker`,
  `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO steward_worker`,
  `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO steward_worker`,
] as const

async function grantQueue(migratorUrl: string): Promise<void> {
  await withClient(migratorUrl, async (client) => {
    for (const grant of QUEUE_GRANTS) await client.query(grant)
  })
}
