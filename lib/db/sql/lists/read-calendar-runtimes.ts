import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'

export type RuntimeInUse = {
  runtime: string
  functions: number
  live: number
  accounts: number
  /** Functions that have left it; not those that went with an account that left the organisation. */
  done: number
  teams: string[]
}

export type OwnerFilters = { account?: readonly string[] | undefined; team?: readonly string[] | undefined }

/** Totals have an empty team where nobody owns what they count; filters have a word for it. */
const UNOWNED = 'none'

function ofOwners({ account, team }: OwnerFilters): Prisma.Sql {
  return Prisma.join(
    [
      ...(account?.length ? [Prisma.sql`r.account_id = ANY (${[...account]})`] : []),
      ...(team?.length ? [Prisma.sql`r.team_id = ANY (${team.map((id) => (id === UNOWNED ? '' : id))})`] : []),
      Prisma.sql`true`,
    ],
    ' AND ',
  )
}

/** What stands on each of some runtimes, and what has left it, from totals of the viewer's accounts. */
export function readCalendarRuntimes(
  tx: Tx,
  { runtimes, subjects, checkId }: { runtimes: readonly string[]; subjects: readonly string[]; checkId: string },
  owners: OwnerFilters,
): Promise<RuntimeInUse[]> {
  return tx.$queryRaw<RuntimeInUse[]>`
    WITH asked AS (SELECT * FROM unnest(${[...runtimes]}::text[], ${[...subjects]}::text[]) AS asked (runtime, subject)),
    standing AS (
      SELECT r.runtime, sum(r.functions)::int AS functions,
        coalesce(sum(r.functions) FILTER (WHERE r.use = 'live'), 0)::int AS live,
        count(DISTINCT r.account_id)::int AS accounts,
        array_agg(DISTINCT r.team_id) FILTER (WHERE r.team_id <> '') AS teams
      FROM rollup_runtime r WHERE r.functions > 0 AND r.runtime = ANY (${[...runtimes]}) AND ${ofOwners(owners)}
      GROUP BY r.runtime
    ),
    gone AS (
      SELECT r.subject, sum(r.findings)::int AS done FROM rollup_account r
      WHERE r.check_id = ${checkId} AND r.status = 'resolved' AND r.subject = ANY (${[...subjects]}) AND ${ofOwners(owners)}
        AND ${isHere(Prisma.sql`r.account_id`)}
      GROUP BY r.subject
    )
    SELECT a.runtime, coalesce(s.functions, 0) AS functions, coalesce(s.live, 0) AS live,
      coalesce(s.accounts, 0) AS accounts, coalesce(g.done, 0) AS done, coalesce(s.teams, '{}') AS teams
    FROM asked a LEFT JOIN standing s USING (runtime) LEFT JOIN gone g USING (subject)
    WHERE coalesce(s.functions, 0) + coalesce(g.done, 0) > 0`
}
