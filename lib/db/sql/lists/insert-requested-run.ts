import type { Tx } from '../../as-viewer.ts'

type RequestedRun = {
  runId: string
  sources: readonly string[]
  accountIds: readonly string[]
  requestedBy: string
  at: Date
}

/** A run that has not begun; a trigger tells the workers of it. */
export async function insertRequestedRun(
  tx: Tx,
  { runId, sources, accountIds, requestedBy, at }: RequestedRun,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO collection_run (id, trigger, status, sources, account_ids, regions, requested_by, requested_at)
    VALUES (${runId}::uuid, 'manual', 'requested', ${[...sources]}::text[], ${[...accountIds]}::text[], '{}',
      ${requestedBy}, ${at})`
}
