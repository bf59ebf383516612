import type pg from 'pg'
import type { Anchor } from '../../../history/verify-history.ts'

/** Heads of the history that reports carried away, and the store's own note of the last one; each once. */
export async function listAnchors(client: Pick<pg.ClientBase, 'query'>): Promise<Anchor[]> {
  const { rows } = await client.query<Anchor & { sequence: string }>(
    `SELECT 'decisions' AS chain, (content->'history'->>'sequence')::bigint AS sequence, content->'history'->>'hash' AS hash,
       'the reports of ' || min(week) AS "keptBy"
     FROM report WHERE content ? 'history' GROUP BY 2, 3
     UNION ALL
     SELECT chain, sequence, hash, 'the last seal' FROM history_head
     ORDER BY 2, 4`,
  )
  return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }))
}
