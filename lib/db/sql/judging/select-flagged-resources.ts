import type { PoolClient } from 'pg'
import type { FlaggedResource } from '../../../checks/trusted-advisor/flagged-resources.ts'

/** What Trusted Advisor's checks flag in an account, suppressed or not. A check that is not recorded has no columns. */
export async function selectFlaggedResources(client: PoolClient, accountId: string): Promise<FlaggedResource[]> {
  const { rows } = await client.query<FlaggedResource>(
    `SELECT r.check_id AS "checkId", coalesce(c.name, '') AS "checkName", coalesce(c.category, '') AS category,
       coalesce(c.columns, '[]') AS columns, r.aws_id AS "awsId", r.region, r.status,
       r.is_suppressed AS "isSuppressed", r.metadata
     FROM trusted_advisor_resource r
       LEFT JOIN trusted_advisor_check c ON c.account_id = r.account_id AND c.check_id = r.check_id
     WHERE r.account_id = $1 AND r.status IN ('error', 'warning')`,
    [accountId],
  )
  return rows
}
