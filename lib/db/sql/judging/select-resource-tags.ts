import type { PoolClient } from 'pg'

/** Tags of an account's resources by ARN, where they are recorded. */
export async function selectResourceTags(
  client: PoolClient,
  accountId: string,
  resources: readonly { region: string; arn: string }[],
): Promise<ReadonlyMap<string, Record<string, string>>> {
  if (resources.length === 0) return new Map()
  const { rows } = await client.query<{ arn: string; tags: Record<string, string> }>(
    `SELECT arn, tags FROM resource_tag
     WHERE account_id = $1 AND region = ANY ($2::text[]) AND arn = ANY ($3::text[])`,
    [accountId, [...new Set(resources.map(({ region }) => region))], resources.map(({ arn }) => arn)],
  )
  return new Map(rows.map(({ arn, tags }) => [arn, tags]))
}
