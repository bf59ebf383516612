import type { Tx } from '../../as-viewer.ts'
import { LISTED_RUN, type ListedRun } from './list-runs.ts'

export async function findRun(tx: Tx, runId: string): Promise<Omit<ListedRun, 'key'> | null> {
  const [run] = await tx.$queryRaw<Omit<ListedRun, 'key'>[]>`
    SELECT ${LISTED_RUN} FROM collection_run r LEFT JOIN person p ON p.id = r.requested_by WHERE r.id = ${runId}::uuid`
  return run ?? null
}
