import type { Tx } from '../../as-viewer.ts'

export type KnownSince = { source: string; day: string }

/** The day each source was first read completely anywhere, found by one step in the index for each. */
export function readKnownSince(tx: Tx, sources: readonly string[]): Promise<KnownSince[]> {
  return tx.$queryRaw<KnownSince[]>`
    SELECT asked.source, first.day FROM unnest(${[...sources]}::text[]) AS asked (source)
    CROSS JOIN LATERAL (
      SELECT s.first_complete_at::date::text AS day FROM scope s
      WHERE s.source = asked.source AND s.expected AND s.first_complete_at IS NOT NULL
      ORDER BY s.first_complete_at LIMIT 1
    ) first`
}
