import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Position, pageSql } from './keyset.ts'
import { IS_GAP } from './missed.ts'

export type ListedRunGap = {
  key: string[]
  accountId: string
  accountName: string | null
  source: string
  region: string
  status: string
  cause: string | null
  message: string | null
}

const KEYSET = {
  parts: [
    { sql: Prisma.sql`s.account_id`, type: 'text' as const },
    { sql: Prisma.sql`s.source`, type: 'text' as const },
    { sql: Prisma.sql`s.region`, type: 'text' as const },
  ],
  descending: false,
}

/** What one run could not read to the end; the condition is that of the index `run_scope_gaps`. */
export async function listRunGaps(tx: Tx, runId: string, position: Position): Promise<ListedRunGap[]> {
  const page = pageSql(KEYSET, position)
  return tx.$queryRaw<ListedRunGap[]>`
    SELECT ${page.key} AS key, s.account_id AS "accountId", a.name AS "accountName", s.source, s.region, s.status, s.cause,
      s.message
    FROM run_scope s LEFT JOIN account a ON a.id = s.account_id
    WHERE s.run_id = ${runId}::uuid
      AND ${IS_GAP} AND s.status NOT IN ('pending', 'running')
      AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}
