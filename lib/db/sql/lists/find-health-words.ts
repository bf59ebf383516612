import type { Tx } from '../../as-viewer.ts'

/** The newest words of AWS Health on a change, of those of its events that the viewer may see. */
export async function findHealthWords(
  tx: Tx,
  changeId: string,
): Promise<{ description: string | null; startsAt: Date | null; endsAt: Date | null } | null> {
  const [row] = await tx.$queryRaw<{ description: string | null; startsAt: Date | null; endsAt: Date | null }[]>`
    SELECT description, starts_at AS "startsAt", ends_at AS "endsAt" FROM health_event
    WHERE change_id = ${changeId}::uuid ORDER BY withdrawn_at IS NOT NULL, last_updated_at DESC NULLS LAST, id LIMIT 1`
  return row ?? null
}
