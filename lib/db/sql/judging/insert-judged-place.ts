import type { PoolClient } from 'pg'

/** Notes that a place has been judged from a complete reading; from then on, what appears there is new. */
export async function insertJudgedPlace(
  client: PoolClient,
  { accountId, region }: { accountId: string; region: string },
  at: Date,
) {
  await client.query(
    `INSERT INTO judged_place (account_id, region, baseline_at) VALUES ($1, $2, $3)
     ON CONFLICT (account_id, region) DO NOTHING`,
    [accountId, region, at],
  )
}
