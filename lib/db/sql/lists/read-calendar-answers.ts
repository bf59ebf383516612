import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import type { OwnerFilters } from './read-calendar-runtimes.ts'

export type AnswerOnDay = {
  kind: 'decision_due' | 'exception_expiry'
  day: string
  subject: string
  checkId: string
  title: string
  accounts: number
  /** Resources open behind answers that are not resolved, and answers that are. */
  open: number
  resolved: number
  answers: number
  teams: string[]
  /** Where there is one only: its account and id, to lead to it. */
  accountId: string | null
  recommendationId: string | null
}

const UNOWNED = 'none'

export function answerOwners({ account, team }: OwnerFilters): Prisma.Sql {
  const named = team?.filter((id) => id !== UNOWNED) ?? []
  const owners = [
    ...(named.length > 0 ? [Prisma.sql`r.team_id = ANY (${named})`] : []),
    ...(team?.includes(UNOWNED) ? [Prisma.sql`r.team_id IS NULL`] : []),
  ]
  return Prisma.join(
    [
      ...(account?.length ? [Prisma.sql`r.account_id = ANY (${[...account]})`] : []),
      ...(owners.length > 0 ? [Prisma.sql`(${Prisma.join(owners, ' OR ')})`] : []),
      Prisma.sql`true`,
    ],
    ' AND ',
  )
}

/**
 * Promised days of what was accepted, kept ones too, and the days on which rejections end; by what must be done. Nobody
 * kept or broke a promise for an account that has left.
 */
export function readCalendarAnswers(
  tx: Tx,
  { from, until }: { from: string; until: string },
  owners: OwnerFilters,
): Promise<AnswerOnDay[]> {
  const fits = Prisma.sql`${answerOwners(owners)} AND ${isHere(Prisma.sql`r.account_id`)}`
  return tx.$queryRaw<AnswerOnDay[]>`
    WITH dated AS (
      SELECT 'decision_due' AS kind, r.committed_on AS day, r.* FROM recommendation r
      WHERE r.committed_on BETWEEN ${from}::date AND ${until}::date AND r.stage IN ('in_progress', 'resolved') AND ${fits}
      UNION ALL
      SELECT 'exception_expiry', r.expires_on, r.* FROM recommendation r
      WHERE r.expires_on BETWEEN ${from}::date AND ${until}::date AND r.stage = 'dismissed' AND ${fits}
    )
    SELECT kind, day::text AS day, subject, check_id AS "checkId", max(title) AS title,
      count(DISTINCT account_id)::int AS accounts,
      coalesce(sum(open_findings) FILTER (WHERE stage <> 'resolved'), 0)::int AS open,
      count(*) FILTER (WHERE stage = 'resolved')::int AS resolved, count(*)::int AS answers,
      coalesce(array_agg(DISTINCT team_id) FILTER (WHERE team_id IS NOT NULL), '{}') AS teams,
      CASE WHEN count(*) = 1 THEN min(account_id) END AS "accountId",
      CASE WHEN count(*) = 1 THEN min(id::text) END AS "recommendationId"
    FROM dated GROUP BY kind, day, subject, check_id`
}
