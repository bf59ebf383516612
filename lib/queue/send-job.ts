import type { ClientBase } from 'pg'
import type { PgBoss } from 'pg-boss'
import type { QueueDeclaration } from './queues.ts'

/**
 * Sends one job; a job of the same key that waits or runs already stands for it. With a client, within the client's
 * transaction.
 */
export async function sendJob<Payload extends object>(
  boss: PgBoss,
  queue: QueueDeclaration<Payload>,
  payload: Payload,
  client?: ClientBase,
): Promise<void> {
  const db = client && { executeSql: (text: string, values?: unknown[]) => client.query(text, values) }
  await boss.send(queue.name, payload, { singletonKey: queue.keyOf(payload), ...(db && { db }) })
}

/** Sends many in one statement; they are taken in this order. */
export async function sendJobs<Payload extends object>(
  boss: PgBoss,
  queue: QueueDeclaration<Payload>,
  payloads: readonly Payload[],
): Promise<void> {
  if (payloads.length === 0) return
  await boss.insert(
    queue.name,
    payloads.map((data, index) => ({
      data,
      singletonKey: queue.keyOf(data),
      priority: payloads.length - index,
    })),
  )
}
