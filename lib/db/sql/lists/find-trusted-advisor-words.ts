import type { Tx } from '../../as-viewer.ts'

/** What Trusted Advisor writes of a check in this account: markup, as AWS sends it. */
export async function findTrustedAdvisorWords(tx: Tx, accountId: string, checkId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ description: string | null }[]>`
    SELECT description FROM trusted_advisor_check WHERE account_id = ${accountId} AND check_id = ${checkId} LIMIT 1`
  return row?.description ?? null
}
