import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'

export type ProgressMove = { accountId: string; day: string; change: number }

/**
 * By how many the open resources of a change went up or down on each day, per account: from every status a resource was
 * ever seen in, and from those that AWS no longer names.
 */
export async function readHealthProgress(
  tx: Tx,
  changeId: string,
  accounts: readonly string[] | null,
): Promise<ProgressMove[]> {
  const ofAccounts = accounts === null ? Prisma.sql`true` : Prisma.sql`p.account_id = ANY (${[...accounts]})`
  return tx.$queryRaw<ProgressMove[]>`
    WITH touched AS (
      SELECT p.account_id, p.event_id FROM health_event e JOIN health_event_account p ON p.event_id = e.id
      WHERE e.change_id = ${changeId}::uuid AND ${ofAccounts}
    ),
    moved AS (
      SELECT u.account_id, u.recorded_at::date AS day,
        (u.status IS DISTINCT FROM 'RESOLVED')::int - coalesce((lag(u.status IS DISTINCT FROM 'RESOLVED') OVER (
          PARTITION BY u.account_id, u.entity_id ORDER BY u.recorded_at, u.id))::int, 0) AS change
      FROM touched t JOIN health_entity_update u ON u.account_id = t.account_id AND u.event_id = t.event_id
      UNION ALL
      SELECT n.account_id, n.ended_at::date, -1
      FROM touched t JOIN health_entity n ON n.account_id = t.account_id AND n.event_id = t.event_id
      WHERE n.ended_at IS NOT NULL AND n.status IS DISTINCT FROM 'RESOLVED'
    )
    SELECT account_id AS "accountId", day::text AS day, sum(change)::int AS change FROM moved
    GROUP BY account_id, day HAVING sum(change) <> 0 ORDER BY day, account_id`
}
