import type { Tx } from '../../as-viewer.ts'

export type SourceWordsRow = { source: string; verdict: string; dueOn: string | null; resources: number; since: Date }

/**
 * What each source says of the open findings of a recommendation, and of how many. The words of lambda.functions are the
 * finding's own, so it has no statement beside it.
 */
export function readSourceWords(tx: Tx, accountId: string, recommendationId: string): Promise<SourceWordsRow[]> {
  return tx.$queryRaw<SourceWordsRow[]>`
    SELECT w.source, coalesce(w.statement->>'verdict', f.verdict) AS verdict,
      CASE WHEN w.statement IS NULL THEN f.due_on::text ELSE w.statement->>'dueOn' END AS "dueOn",
      count(*)::int AS resources, min(w.since) AS since
    FROM finding f JOIN finding_witness w ON w.account_id = f.account_id AND w.finding_id = f.id AND w.ended_at IS NULL
    WHERE f.account_id = ${accountId} AND f.recommendation_id = ${recommendationId}::uuid AND f.status = 'open'
    GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2, 3`
}
