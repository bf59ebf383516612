import type { Tx } from '../../as-viewer.ts'

/** Whether somebody of this id could do what a recommendation asks for. */
export async function isDecider(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM person WHERE id = ${personId} AND role IN ('ccoe', 'member') AND disabled_at IS NULL`
  return rows.length > 0
}
