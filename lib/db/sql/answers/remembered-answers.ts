import type { Tx } from '../../as-viewer.ts'

export type RememberedAnswer = { requestHash: string; result: unknown }

/** Makes a second request of the same id wait for the first, and tells what became of it. */
export async function findAnswer(tx: Tx, personId: string, clientId: string): Promise<RememberedAnswer | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`answer ${personId} ${clientId}`}, 0))`
  const [found] = await tx.$queryRaw<RememberedAnswer[]>`
    SELECT request_hash AS "requestHash", result FROM answer
    WHERE person_id = ${personId} AND client_id = ${clientId}::uuid`
  return found ?? null
}

type Remembering = RememberedAnswer & { personId: string; clientId: string; at: Date }

export async function rememberAnswer(
  tx: Tx,
  { personId, clientId, at, requestHash, result }: Remembering,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO answer (person_id, client_id, at, request_hash, result)
    VALUES (${personId}, ${clientId}::uuid, ${at}, ${requestHash}, ${JSON.stringify(result)}::jsonb)`
}
