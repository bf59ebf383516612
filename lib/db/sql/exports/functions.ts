import type { Day } from '../../../core/time.ts'
import type { Tx, Viewer } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type FunctionConditions, functionCondition } from '../lists/function-conditions.ts'
import { isHere } from '../lists/is-here.ts'
import { seenFunctions } from '../lists/seen-functions.ts'

export type FunctionKey = { accountId: string; region: string; name: string }

export type ExportedVersion = {
  version: string
  runtime: string | null
  packageType: string
  snapStart: boolean
  lastModifiedAt: string | null
}

/** A function with everything that its versions' use is told from. */
export type ExportedFunction = FunctionKey & {
  arn: string
  origin: string
  team: string | null
  versions: ExportedVersion[]
  aliases: { name: string; version: string; weights: Record<string, number> }[]
  provisioned: string[]
  invocations: { target: string; state: 'seen' | 'none' | 'unknown'; lastInvokedOn: Day | null }[]
  aliasesKnown: boolean
  provisionedKnown: boolean
}

/** Functions of accounts that are still in the organisation, or whose account the viewer may not see. */
const condition = (filters: FunctionConditions): Prisma.Sql =>
  Prisma.sql`${functionCondition(filters)} AND ${isHere(Prisma.sql`f.account_id`)}`

const details = (table: string, fields: string): Prisma.Sql =>
  Prisma.sql`(SELECT coalesce(json_agg(json_build_object(${Prisma.raw(fields)})), '[]')
    FROM ${Prisma.raw(table)} d WHERE d.account_id = f.account_id AND d.function_id = f.id)`

const INSTANT = `to_char(d.last_modified_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export function exportFunctions(tx: Tx, filters: FunctionConditions, after: FunctionKey, limit: number) {
  return tx.$queryRaw<ExportedFunction[]>`
    SELECT f.account_id AS "accountId", f.region, f.name, f.arn, f.origin, f.team_id AS team,
      ${details('lambda_version', `'version', d.version, 'runtime', d.runtime, 'packageType', d.package_type, 'snapStart', d.snap_start, 'lastModifiedAt', ${INSTANT}`)} AS versions,
      ${details('lambda_alias', `'name', d.name, 'version', d.version, 'weights', d.weights`)} AS aliases,
      ARRAY(SELECT d.qualifier FROM lambda_provisioned_concurrency d
        WHERE d.account_id = f.account_id AND d.function_id = f.id) AS provisioned,
      ${details('lambda_invocation', `'target', d.target, 'state', d.state, 'lastInvokedOn', d.last_invoked_on::text`)} AS invocations,
      f.aliases_known AS "aliasesKnown", f.provisioned_known AS "provisionedKnown"
    FROM lambda_function f
    WHERE ${condition(filters)}
      AND (f.account_id, f.region, f.name COLLATE "C") > (${after.accountId}, ${after.region}, ${after.name})
    ORDER BY f.account_id, f.region, f.name COLLATE "C" LIMIT ${limit}`
}

/** Versions of those functions, which is how many rows they are exported as. */
export async function countExportedVersions(
  tx: Tx,
  viewer: Viewer,
  filters: FunctionConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      SELECT FROM (SELECT f.account_id, f.id FROM ${seenFunctions(viewer)} f WHERE ${condition(filters)} LIMIT ${most}) f
      JOIN lambda_version v ON v.account_id = f.account_id AND v.function_id = f.id LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
