import type { Tx } from '../../as-viewer.ts'

export type DecisionHistoryRow = {
  id: string
  at: Date
  actor: string
  actorName: string | null
  assigneeName: string | null
  action: string
  entry: Record<string, unknown>
}

/** The newest entries of the history of one object. */
export function readDecisionHistory(tx: Tx, object: string, limit: number): Promise<DecisionHistoryRow[]> {
  return tx.$queryRaw<DecisionHistoryRow[]>`
    SELECT h.id, h.at, h.actor, p.name AS "actorName", a.name AS "assigneeName", h.action, h.entry
    FROM history h LEFT JOIN person p ON p.id = h.actor LEFT JOIN person a ON a.id = h.entry->>'assignee'
    WHERE h.object = ${object} ORDER BY h.at DESC, h.id DESC LIMIT ${limit}`
}
