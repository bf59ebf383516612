import type { ClientBase } from 'pg'
import type { OrganizationRow } from '../../../collectors/rows.ts'

type Organization = Extract<OrganizationRow, { kind: 'organization' }>

/** `observed_at` moves only when something else does: when it was last looked at, its scope tells. */
export async function writeOrganization(client: ClientBase, organization: Organization, at: Date): Promise<number> {
  const { id, arn, managementAccountId, featureSet } = organization
  const { rowCount } = await client.query(
    `INSERT INTO organization AS o (id, arn, management_account_id, feature_set, observed_at)
     SELECT $1, $2, $3, $4, $5
     WHERE NOT EXISTS (SELECT 1 FROM organization o WHERE o.id = $1
       AND (o.arn, o.management_account_id, o.feature_set) IS NOT DISTINCT FROM ($2, $3, $4))
     ON CONFLICT (id) DO UPDATE SET arn = excluded.arn, management_account_id = excluded.management_account_id,
       feature_set = excluded.feature_set, observed_at = excluded.observed_at`,
    [id, arn, managementAccountId, featureSet, at],
  )
  return rowCount ?? 0
}
