import type { ClientBase } from 'pg'
import type { AccountRegionRow } from '../../../collectors/rows.ts'

/**
 * Writes the Regions that are new or changed; with `endsAbsent` also removes those the reading did not show. One that came
 * incomplete stays as it was.
 */
export async function syncAccountRegions(
  client: ClientBase,
  accountId: string,
  rows: readonly (AccountRegionRow & { incomplete: boolean })[],
  endsAbsent: boolean,
): Promise<number> {
  const { rows: counts } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT region, "optStatus" AS opt_status, incomplete
       FROM jsonb_to_recordset($2::jsonb) AS r(region text, "optStatus" text, incomplete boolean)),
     gone AS (
       DELETE FROM account_region a
       WHERE a.account_id = $1 AND $3 AND NOT EXISTS (SELECT 1 FROM given g WHERE g.region = a.region) RETURNING 1),
     written AS (
       INSERT INTO account_region (account_id, region, opt_status)
       SELECT $1, region, opt_status FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM account_region a
         WHERE a.account_id = $1 AND a.region = g.region AND (g.incomplete OR a.opt_status = g.opt_status))
       ON CONFLICT (account_id, region) DO UPDATE SET opt_status = excluded.opt_status RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [accountId, JSON.stringify(rows), endsAbsent],
  )
  return counts[0]?.changed ?? 0
}
