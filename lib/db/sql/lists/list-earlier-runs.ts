import type { Tx } from '../../as-viewer.ts'

export type ListedEarlierRun = { id: string; startedAt: Date | null; status: string; durationMs: number | null }

/** The finished runs before one that were asked to read the same, the newest first. */
export async function listEarlierRuns(tx: Tx, runId: string, most: number): Promise<ListedEarlierRun[]> {
  return tx.$queryRaw<ListedEarlierRun[]>`
    SELECT r.id, r.started_at AS "startedAt", r.status, r.duration_ms AS "durationMs"
    FROM collection_run this JOIN collection_run r ON (r.requested_at, r.id) < (this.requested_at, this.id)
      AND r.sources = this.sources AND r.account_ids = this.account_ids AND r.regions = this.regions
    WHERE this.id = ${runId}::uuid AND r.duration_ms IS NOT NULL
    ORDER BY r.requested_at DESC, r.id DESC LIMIT ${most}`
}
