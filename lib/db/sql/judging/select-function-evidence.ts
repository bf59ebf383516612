import type { PoolClient } from 'pg'
import type { Day } from '../../../core/time.ts'

export type EvidenceVersion = { version: string; runtime: string | null; packageType: string; snapStart: boolean }
export type EvidenceAlias = { name: string; version: string; weights: Record<string, number> }
export type EvidenceInvocation = { target: string; state: 'seen' | 'none' | 'unknown'; lastInvokedOn: Day | null }

/** All that is recorded of functions and decides how they are judged. Each list is grouped by function id. */
export type FunctionEvidence = {
  versions: ReadonlyMap<string, EvidenceVersion[]>
  aliases: ReadonlyMap<string, EvidenceAlias[]>
  provisioned: ReadonlyMap<string, string[]>
  invocations: ReadonlyMap<string, EvidenceInvocation[]>
  /** By ARN. */
  tags: ReadonlyMap<string, Record<string, string>>
}

type Keyed<Value> = Value & { functionId: string }

function grouped<Value>(rows: readonly Keyed<Value>[]): Map<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const row of rows) {
    const group = groups.get(row.functionId)
    if (group) group.push(row)
    else groups.set(row.functionId, [row])
  }
  return groups
}

export async function selectFunctionEvidence(
  client: PoolClient,
  place: { accountId: string; region: string },
  functions: readonly { id: string; arn: string }[],
): Promise<FunctionEvidence> {
  const byFunction = async <Value>(columns: string, table: string) => {
    const { rows } = await client.query<Keyed<Value>>(
      `SELECT function_id AS "functionId", ${columns} FROM ${table}
       WHERE account_id = $1 AND function_id = ANY ($2::uuid[])`,
      [place.accountId, functions.map(({ id }) => id)],
    )
    return grouped<Value>(rows)
  }
  const versions = await byFunction<EvidenceVersion>(
    'version, runtime, package_type AS "packageType", snap_start AS "snapStart"',
    'lambda_version',
  )
  const aliases = await byFunction<EvidenceAlias>('name, version, weights', 'lambda_alias')
  const provisioned = await byFunction<{ qualifier: string }>('qualifier', 'lambda_provisioned_concurrency')
  const invocations = await byFunction<EvidenceInvocation>(
    'target, state, last_invoked_on::text AS "lastInvokedOn"',
    'lambda_invocation',
  )
  const tags = await client.query<{ arn: string; tags: Record<string, string> }>(
    'SELECT arn, tags FROM resource_tag WHERE account_id = $1 AND region = $2 AND arn = ANY ($3::text[])',
    [place.accountId, place.region, functions.map(({ arn }) => arn)],
  )
  return {
    versions,
    aliases,
    provisioned: new Map([...provisioned].map(([id, rows]) => [id, rows.map(({ qualifier }) => qualifier)])),
    invocations,
    tags: new Map(tags.rows.map(({ arn, tags: values }) => [arn, values])),
  }
}
