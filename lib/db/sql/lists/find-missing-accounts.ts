import type { Tx } from '../../as-viewer.ts'

/** Those of the ids that are no account the viewer may see. */
export async function findMissingAccounts(tx: Tx, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return []
  const missing = await tx.$queryRaw<{ id: string }[]>`
    SELECT asked.id FROM unnest(${[...accountIds]}::text[]) asked(id)
    WHERE NOT EXISTS (SELECT FROM account a WHERE a.id = asked.id)`
  return missing.map(({ id }) => id)
}
