import type { Tx } from '../../as-viewer.ts'

export type ScopeWords = { sources: string[]; causes: string[]; regions: string[] }

/** The sources, causes and Regions there are, each found by skipping from one to the next in its index. */
export async function listScopeWords(tx: Tx): Promise<ScopeWords> {
  const [words] = await tx.$queryRaw<ScopeWords[]>`
    WITH RECURSIVE source(word) AS (
      (SELECT min(source) FROM scope)
      UNION ALL SELECT (SELECT min(s.source) FROM scope s WHERE s.source > source.word) FROM source WHERE word IS NOT NULL
    ), cause(word) AS (
      (SELECT min(cause) FROM scope WHERE expected AND cause IS NOT NULL)
      UNION ALL SELECT (SELECT min(s.cause) FROM scope s WHERE s.cause > cause.word AND s.expected) FROM cause
        WHERE word IS NOT NULL
    ), region(word) AS (
      (SELECT min(region) FROM scope WHERE expected)
      UNION ALL SELECT (SELECT min(s.region) FROM scope s WHERE s.region > region.word AND s.expected) FROM region
        WHERE word IS NOT NULL
    )
    SELECT ARRAY(SELECT word FROM source WHERE word IS NOT NULL) AS sources,
      ARRAY(SELECT word FROM cause WHERE word IS NOT NULL) AS causes,
      ARRAY(SELECT word FROM region WHERE word IS NOT NULL) AS regions`
  return words ?? { sources: [], causes: [], regions: [] }
}
