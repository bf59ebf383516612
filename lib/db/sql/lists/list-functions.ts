import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import {
  type FunctionConditions,
  type FunctionOrder,
  functionBranches,
  functionCondition,
  functionKeyset,
} from './function-conditions.ts'
import { type PageSql, type Position, pageSql } from './keyset.ts'

export type ListedFunction = {
  key: string[]
  accountId: string
  accountName: string | null
  id: string
  name: string
  arn: string
  region: string
  packageType: string
  runtime: string | null
  verdict: string
  dueOn: string | null
  use: string
  severity: string | null
  teamId: string | null
  teamName: string | null
  origin: string
  lastInvokedOn: string | null
  lastInvokedState: string
  lastModifiedAt: Date | null
  versions: number
  liveVersions: number
  dormantVersions: number
  aliases: string[]
  provisioned: boolean
  /** Its account is suspended, closing, closed or gone: nothing is read or judged anew. */
  isInactive: boolean
  /** Then the day of the last complete reading; null where there never was one. */
  frozenOn: string | null
}

/** The columns of a listed function, for a row `f` with its account `a` and team `t`. */
export const LISTED_FUNCTION = Prisma.sql`
  f.account_id AS "accountId", a.name AS "accountName", f.id, f.name, f.arn, f.region, f.package_type AS "packageType",
  coalesce(f.subject_runtime, f.runtime) AS runtime, f.verdict, f.due_on::text AS "dueOn", f.use, f.severity,
  f.team_id AS "teamId", t.name AS "teamName", f.origin, f.last_invoked_on::text AS "lastInvokedOn",
  f.last_invoked_state AS "lastInvokedState", f.last_modified_at AS "lastModifiedAt", f.versions,
  f.live_versions AS "liveVersions", f.dormant_versions AS "dormantVersions",
  ARRAY(SELECT l.name FROM lambda_alias l WHERE l.account_id = f.account_id AND l.function_id = f.id
    ORDER BY l.name LIMIT 3) AS aliases,
  EXISTS (SELECT FROM lambda_provisioned_concurrency p WHERE p.account_id = f.account_id AND p.function_id = f.id)
    AS provisioned,
  coalesce(a.state <> 'ACTIVE' OR a.left_at IS NOT NULL, false) AS "isInactive",
  CASE WHEN a.state <> 'ACTIVE' OR a.left_at IS NOT NULL THEN (SELECT s.last_complete_at::date::text FROM scope s
    WHERE s.account_id = f.account_id AND s.source = 'lambda.functions' AND s.region = f.region) END AS "frozenOn"`

/** How to look: `few` when no more functions fit than a count goes to, so that all of them may be read and sorted. */
type FunctionLook = { by: FunctionOrder; descending: boolean; few: boolean }

/** One page of functions, with one row more than the page holds when there are more. */
export async function listFunctions(
  tx: Tx,
  conditions: FunctionConditions,
  { by, descending, few }: FunctionLook,
  position: Position,
): Promise<ListedFunction[]> {
  const page = pageSql(functionKeyset(by, descending), position)
  const branches = few ? [sorted(conditions, page)] : walked(conditions, page)
  // The names are looked up for the rows of the page only.
  return tx.$queryRaw<ListedFunction[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM (${Prisma.join(branches, ' UNION ALL ')}) f ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${LISTED_FUNCTION}
    FROM listed f LEFT JOIN account a ON a.id = f.account_id LEFT JOIN team t ON t.id = f.team_id
    ORDER BY ${page.order}`
}

/** Many fit: indexes in the list's order come to a page's end soon. */
const walked = (conditions: FunctionConditions, page: PageSql): Prisma.Sql[] =>
  functionBranches(conditions).map(
    ({ condition, lead }) => Prisma.sql`(SELECT * FROM lambda_function f WHERE ${condition} AND ${page.condition}
      ORDER BY ${Prisma.join([...lead, page.order])} LIMIT ${page.limit})`,
  )

/**
 * Few fit: they are found by whatever index finds them best, and then sorted. The fence keeps the planner from walking the
 * list's order past a million others (3.7 s instead of 3 ms for the beginning of a name at a million findings).
 */
const sorted = (conditions: FunctionConditions, page: PageSql): Prisma.Sql =>
  Prisma.sql`(SELECT * FROM (SELECT * FROM lambda_function f WHERE ${functionCondition(conditions)} OFFSET 0) f
    WHERE ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit})`
