import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'

export type ListedRun = {
  key: string[]
  id: string
  trigger: string
  status: string
  requestedBy: string | null
  requestedAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  durationMs: number | null
  scopesExpected: number
  rows: bigint
  awsCalls: number
  throttles: number
  message: string | null
  sources: string[]
  accountIds: string[]
  detailsRemoved: boolean
}

export type RunConditions = { filters: Partial<Record<'status' | 'trigger', readonly string[]>>; text: string }

const KEYSET = (descending: boolean): Keyset => ({
  parts: [
    { sql: Prisma.sql`r.requested_at`, type: 'timestamptz' },
    { sql: Prisma.sql`r.id`, type: 'uuid' },
  ],
  descending,
})

export function runCondition({ filters }: RunConditions): Prisma.Sql {
  const { status, trigger } = filters
  return Prisma.join(
    [
      Prisma.sql`true`,
      ...(status?.length ? [Prisma.sql`r.status = ANY(${[...status]})`] : []),
      ...(trigger?.length ? [Prisma.sql`r.trigger = ANY(${[...trigger]})`] : []),
    ],
    ' AND ',
  )
}

/** The columns of a listed run, for a row `r` with the person `p` who asked for it. */
export const LISTED_RUN = Prisma.sql`r.id, r.trigger, r.status, coalesce(p.name, r.requested_by) AS "requestedBy",
  r.requested_at AS "requestedAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt",
  r.duration_ms AS "durationMs", r.scopes_expected AS "scopesExpected", r.rows, r.aws_calls AS "awsCalls", r.throttles,
  r.message, r.sources, r.account_ids AS "accountIds",
  r.details_removed_at IS NOT NULL AS "detailsRemoved"`

/** Runs by when they were asked for, the newest first; with one more than the page holds when there are more. */
export async function listRuns(
  tx: Tx,
  conditions: RunConditions,
  descending: boolean,
  position: Position,
): Promise<ListedRun[]> {
  const page = pageSql(KEYSET(descending), position)
  return tx.$queryRaw<ListedRun[]>`
    SELECT ${page.key} AS key, ${LISTED_RUN}
    FROM collection_run r LEFT JOIN person p ON p.id = r.requested_by
    WHERE ${runCondition(conditions)} AND ${page.condition}
    ORDER BY ${page.order} LIMIT ${page.limit}`
}
