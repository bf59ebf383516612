import type { Due } from '../../../core/due.ts'
import type { Tx } from '../../as-viewer.ts'
import { recommendationCondition } from './recommendation-conditions.ts'

/** Active recommendations of one unit, team, source, stage and due date's kind. */
export type ActiveWork = {
  /** Null for work in an account that the viewer may not see, but whose resources are theirs. */
  ouPath: string | null
  teamId: string | null
  teamName: string | null
  /** The beginning of a check's id. */
  source: string
  stage: string
  due: Due | null
  recommendations: number
  resources: number
}

/**
 * What is to be done, in one reading that all figures of the overview are sums of: so they agree with one another, and by the
 * conditions of the list of recommendations with what that shows.
 */
export function readActiveWork(tx: Tx, stages: readonly string[]): Promise<ActiveWork[]> {
  const fits = (filters: Partial<Record<'status' | 'due', readonly string[]>>) =>
    recommendationCondition({ filters, text: '' })
  return tx.$queryRaw<ActiveWork[]>`
    SELECT a.ou_path AS "ouPath", w.team_id AS "teamId", t.name AS "teamName", w.source, w.stage, w.due,
      sum(w.recommendations)::int AS recommendations, sum(w.resources)::int AS resources
    FROM (
      SELECT r.account_id, r.team_id, split_part(r.check_id, '.', 1) AS source, r.stage,
        CASE WHEN ${fits({ due: ['overdue'] })} THEN 'overdue' WHEN ${fits({ due: ['30days'] })} THEN '30days' END AS due,
        count(*) AS recommendations, sum(r.open_findings) AS resources
      FROM recommendation r WHERE ${fits({ status: stages })}
      GROUP BY 1, 2, 3, 4, 5
    ) w LEFT JOIN account a ON a.id = w.account_id LEFT JOIN team t ON t.id = w.team_id
    GROUP BY 1, 2, 3, 4, 5, 6
    ORDER BY 1 NULLS LAST, 2 NULLS LAST, 4, 5, 6 NULLS LAST`
}
