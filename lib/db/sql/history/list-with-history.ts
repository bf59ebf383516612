import type { PoolClient } from 'pg'

/** Those of the objects that the history speaks of. */
export async function listWithHistory(client: PoolClient, objects: readonly string[]): Promise<string[]> {
  if (objects.length === 0) return []
  const { rows } = await client.query<{ object: string }>(
    `SELECT o.object FROM unnest($1::text[]) AS o (object)
     WHERE EXISTS (SELECT FROM history h WHERE h.object = o.object)`,
    [objects],
  )
  return rows.map(({ object }) => object)
}
