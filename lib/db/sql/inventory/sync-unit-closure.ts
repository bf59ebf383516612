import type { ClientBase } from 'pg'

export type Ancestry = { ancestorId: string; unitId: string; distance: number }

/** Makes the closure exactly these pairs. */
export async function syncUnitClosure(client: ClientBase, pairs: readonly Ancestry[]): Promise<void> {
  await client.query(
    `WITH given AS (
       SELECT "ancestorId" AS ancestor_id, "unitId" AS unit_id, distance FROM jsonb_to_recordset($1::jsonb)
         AS r("ancestorId" text, "unitId" text, distance int)),
     gone AS (
       DELETE FROM organizational_unit_closure c WHERE NOT EXISTS (
         SELECT 1 FROM given g WHERE g.ancestor_id = c.ancestor_id AND g.unit_id = c.unit_id))
     INSERT INTO organizational_unit_closure (ancestor_id, unit_id, distance)
     SELECT ancestor_id, unit_id, distance FROM given g
     WHERE NOT EXISTS (SELECT 1 FROM organizational_unit_closure c
       WHERE c.ancestor_id = g.ancestor_id AND c.unit_id = g.unit_id AND c.distance = g.distance)
     ON CONFLICT (ancestor_id, unit_id) DO UPDATE SET distance = excluded.distance`,
    [JSON.stringify(pairs)],
  )
}
