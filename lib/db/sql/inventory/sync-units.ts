import type { ClientBase } from 'pg'

export type UnitRecord = { id: string; parentId: string | null; name: string; path: string; depth: number }

/** Makes the units that have not ended exactly these. Ended ones keep their row. */
export async function syncUnits(client: ClientBase, units: readonly UnitRecord[], at: Date): Promise<number> {
  const { rows } = await client.query<{ changed: number }>(
    `WITH given AS (
       SELECT id, "parentId" AS parent_id, name, path, depth FROM jsonb_to_recordset($1::jsonb)
         AS r(id text, "parentId" text, name text, path text, depth int)),
     gone AS (
       UPDATE organizational_unit u SET ended_at = $2
       WHERE u.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM given g WHERE g.id = u.id) RETURNING 1),
     written AS (
       INSERT INTO organizational_unit (id, parent_id, name, path, depth)
       SELECT id, parent_id, name, path, depth FROM given g
       WHERE NOT EXISTS (SELECT 1 FROM organizational_unit u WHERE u.id = g.id AND u.ended_at IS NULL
         AND (u.parent_id, u.name, u.path, u.depth) IS NOT DISTINCT FROM (g.parent_id, g.name, g.path, g.depth))
       ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name, path = excluded.path,
         depth = excluded.depth, ended_at = NULL RETURNING 1)
     SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM written))::int AS changed`,
    [JSON.stringify(units), at],
  )
  return rows[0]?.changed ?? 0
}
