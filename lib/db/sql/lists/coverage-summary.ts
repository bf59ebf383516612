import type { CoverageGap, CoverageSummary } from '../../../core/coverage.ts'
import type { ScopeStatus } from '../../../core/reading.ts'
import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { missed, PRESENT } from './missed.ts'

type Row = {
  accounts: number
  inactive: number
  missed: number
  oldest: Date | null
  gaps: { status: ScopeStatus; cause: string | null; accounts: number }[] | null
}

/** Sources and account that a figure is made of; all of them where none is named. */
export type CoverageOf = { sources?: readonly string[]; accountId?: string }

/**
 * Of how many of the viewer's active accounts everything expected was read. An account is missed when any of its expected
 * scopes is not settled, or when nothing has been expected of it yet.
 */
export async function readCoverageSummary(tx: Tx, { sources, accountId }: CoverageOf = {}): Promise<CoverageSummary> {
  const ofSources = sources ? Prisma.sql`AND s.source = ANY (${[...sources]})` : Prisma.empty
  const ofAccount = accountId ? Prisma.sql`AND a.id = ${accountId}` : Prisma.empty
  const [row] = await tx.$queryRaw<Row[]>`
    WITH present AS (SELECT a.id FROM ${PRESENT} a WHERE true ${ofAccount}),
    gap AS (SELECT m.* FROM ${missed(ofSources)} m JOIN present p ON p.id = m.account_id),
    grouped AS (
      SELECT status, cause, count(DISTINCT account_id)::int AS accounts FROM gap GROUP BY status, cause
    )
    SELECT (SELECT count(*)::int FROM present) AS accounts,
      (SELECT count(*)::int FROM account a WHERE a.left_at IS NULL AND a.state <> 'ACTIVE' ${ofAccount}) AS inactive,
      (SELECT count(DISTINCT account_id)::int FROM gap) AS missed,
      (SELECT s.last_complete_at FROM scope s
        WHERE s.expected AND s.last_complete_at IS NOT NULL ${ofSources}
          AND EXISTS (SELECT FROM account a WHERE a.id = s.account_id AND a.left_at IS NULL ${ofAccount})
        ORDER BY s.last_complete_at LIMIT 1) AS oldest,
      (SELECT json_agg(g ORDER BY g.accounts DESC, g.status, g.cause) FROM grouped g) AS gaps`
  const gaps: CoverageGap[] = row?.gaps ?? []
  const accounts = row?.accounts ?? 0
  return {
    accounts,
    looked: accounts - (row?.missed ?? 0),
    inactive: row?.inactive ?? 0,
    gaps,
    oldestCompleteAt: row?.oldest?.toISOString() ?? null,
  }
}
