import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'

export type EntryAccountRow = {
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  open: number
  done: number | null
  recommendationId: string | null
  stage: string | null
  committedOn: string | null
  assigneeName: string | null
}

/** Accounts with functions on a runtime, with the answer that their owner gave. */
export function readRuntimeAccounts(
  tx: Tx,
  { runtime, subject }: { runtime: string; subject: string },
  limit: number,
): Promise<EntryAccountRow[]> {
  return tx.$queryRaw<EntryAccountRow[]>`
    WITH standing AS (
      SELECT account_id, nullif(team_id, '') AS team_id, sum(functions)::int AS open FROM rollup_runtime
      WHERE runtime = ${runtime} AND functions > 0 GROUP BY account_id, team_id
    )
    SELECT s.account_id AS "accountId", a.name AS "accountName", s.team_id AS "teamId", t.name AS "teamName", s.open,
      g.done, r.id AS "recommendationId", r.stage, r.committed_on::text AS "committedOn",
      coalesce(p.name, r.assignee) AS "assigneeName"
    FROM standing s LEFT JOIN account a ON a.id = s.account_id LEFT JOIN team t ON t.id = s.team_id
      LEFT JOIN recommendation r ON r.account_id = s.account_id AND r.subject = ${subject}
        AND r.team_id IS NOT DISTINCT FROM s.team_id
      LEFT JOIN person p ON p.id = r.assignee
      CROSS JOIN LATERAL (SELECT coalesce(sum(findings), 0)::int AS done FROM rollup_account d
        WHERE d.account_id = s.account_id AND d.subject = ${subject} AND d.status = 'resolved'
          AND d.team_id = coalesce(s.team_id, '')) g
    ORDER BY s.open DESC, s.account_id, s.team_id LIMIT ${limit}`
}

/** Accounts whose owners promised a day, or whose exception ends on it. */
export function readAnswerAccounts(
  tx: Tx,
  { subject, day, kind }: { subject: string; day: string; kind: 'decision_due' | 'exception_expiry' },
  limit: number,
): Promise<EntryAccountRow[]> {
  const promised = kind === 'decision_due'
  return tx.$queryRaw<EntryAccountRow[]>`
    SELECT r.account_id AS "accountId", a.name AS "accountName", r.team_id AS "teamId", t.name AS "teamName",
      r.open_findings AS open, NULL::int AS done, r.id AS "recommendationId", r.stage,
      r.committed_on::text AS "committedOn",
      coalesce(p.name, r.assignee) AS "assigneeName"
    FROM recommendation r LEFT JOIN account a ON a.id = r.account_id LEFT JOIN team t ON t.id = r.team_id
      LEFT JOIN person p ON p.id = r.assignee
    WHERE r.subject = ${subject} AND ${isHere(Prisma.sql`r.account_id`)} AND CASE WHEN ${promised}
      THEN r.committed_on = ${day}::date AND r.stage IN ('in_progress', 'resolved')
      ELSE r.expires_on = ${day}::date AND r.stage = 'dismissed' END
    ORDER BY r.open_findings DESC, r.account_id, r.id LIMIT ${limit}`
}

export type EntryResourceRow = {
  id: string
  name: string
  accountId: string
  accountName: string | null
  region: string
}

/** Functions on a runtime, by name. */
export function readRuntimeFunctions(tx: Tx, runtime: string, limit: number): Promise<EntryResourceRow[]> {
  return tx.$queryRaw<EntryResourceRow[]>`
    SELECT f.id, f.name, f.account_id AS "accountId", a.name AS "accountName", f.region
    FROM lambda_function f LEFT JOIN account a ON a.id = f.account_id
    WHERE coalesce(f.subject_runtime, f.runtime, '') = ${runtime} AND f.ended_at IS NULL
    ORDER BY f.account_id, f.id LIMIT ${limit}`
}

/** What is open behind some recommendations. */
export function readAnswerResources(
  tx: Tx,
  recommendations: readonly { accountId: string; id: string }[],
  limit: number,
): Promise<EntryResourceRow[]> {
  return tx.$queryRaw<EntryResourceRow[]>`
    SELECT f.id, f.resource_name AS name, f.account_id AS "accountId", a.name AS "accountName", f.region
    FROM unnest(${recommendations.map(({ accountId }) => accountId)}::text[],
        ${recommendations.map(({ id }) => id)}::uuid[]) AS r (account_id, id)
      JOIN finding f ON f.account_id = r.account_id AND f.recommendation_id = r.id AND f.status = 'open'
      LEFT JOIN account a ON a.id = f.account_id
    ORDER BY f.account_id, f.id LIMIT ${limit}`
}
