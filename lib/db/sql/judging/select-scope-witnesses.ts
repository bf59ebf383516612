import type { PoolClient } from 'pg'

export type ScopeWitness = {
  accountId: string
  findingId: string
  region: string
  checkId: string
  hash: string | null
}

/** What a source says now of findings of these accounts, by the hash of its words; asked by the Region of its scope. */
export async function selectScopeWitnesses(
  client: PoolClient,
  { accountIds, source, region }: { accountIds: readonly string[]; source: string; region: string },
): Promise<ScopeWitness[]> {
  const { rows } = await client.query<ScopeWitness>(
    `SELECT w.account_id AS "accountId", w.finding_id AS "findingId", encode(w.statement_hash, 'hex') AS hash,
       f.region
     FROM finding_witness w JOIN finding f ON f.account_id = w.account_id AND f.id = w.finding_id
     WHERE w.account_id = ANY ($1::text[]) AND w.source = $2 AND w.region = $3 AND w.ended_at IS NULL`,
    [accountIds, source, region],
  )
  return rows
}
