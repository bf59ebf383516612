import type { Tx } from '../../as-viewer.ts'

export type LastStep = { object: string; actor: string; actorName: string | null; action: string; at: Date }

/** The newest entry of the history of each object that changed its stage or said that it was seen. */
export function readLastSteps(tx: Tx, objects: readonly string[]): Promise<LastStep[]> {
  return tx.$queryRaw<LastStep[]>`
    SELECT o.object, h.actor, p.name AS "actorName", h.action, h.at
    FROM unnest(${[...objects]}::text[]) AS o(object)
    CROSS JOIN LATERAL (SELECT * FROM history h WHERE h.object = o.object AND h.action <> 'commented'
      ORDER BY h.at DESC, h.id DESC LIMIT 1) h
    LEFT JOIN person p ON p.id = h.actor`
}
