import type { PoolClient } from 'pg'
import type { NoncompliantResource } from '../../../checks/config/noncompliant-resources.ts'

/** Resources of a place that do not comply with a rule of AWS Config. */
export async function selectNoncompliantResources(
  client: PoolClient,
  { accountId, region }: { accountId: string; region: string },
): Promise<NoncompliantResource[]> {
  const { rows } = await client.query<NoncompliantResource>(
    `SELECT rule_name AS "ruleName", rule_key AS "ruleKey", resource_type AS "resourceType",
       resource_id AS "resourceId", annotation
     FROM config_evaluation WHERE account_id = $1 AND region = $2 AND compliance = 'NON_COMPLIANT'`,
    [accountId, region],
  )
  return rows
}
