import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from '../lists/is-here.ts'
import { all, oneOf } from './one-of.ts'

export type FlaggedFilters = {
  filters: Partial<Record<'account' | 'region' | 'check' | 'status' | 'suppressed', readonly string[]>>
}

export type FlaggedKey = { accountId: string; id: string }

export type ExportedFlagged = FlaggedKey & {
  checkId: string
  checkName: string | null
  category: string | null
  resourceId: string
  region: string | null
  status: string
  isSuppressed: boolean
  columns: unknown
  metadata: unknown
  team: string | null
}

const condition = ({ filters }: FlaggedFilters): Prisma.Sql =>
  all([
    isHere(Prisma.sql`x.account_id`),
    ...oneOf(Prisma.sql`x.account_id`, filters.account),
    ...oneOf(Prisma.sql`x.region`, filters.region),
    ...oneOf(Prisma.sql`x.check_id`, filters.check),
    ...oneOf(Prisma.sql`x.status`, filters.status),
    ...(filters.suppressed?.length ? [isSuppressed(filters.suppressed)] : []),
  ])

const isSuppressed = (words: readonly string[]): Prisma.Sql =>
  Prisma.sql`x.is_suppressed = ANY (${words.flatMap((word) => (word === 'yes' ? [true] : word === 'no' ? [false] : []))}::boolean[])`

export function exportFlagged(tx: Tx, filters: FlaggedFilters, after: FlaggedKey, limit: number) {
  return tx.$queryRaw<ExportedFlagged[]>`
    SELECT x.account_id AS "accountId", x.id, x.check_id AS "checkId", c.name AS "checkName", c.category,
      x.aws_id AS "resourceId", x.region, x.status, x.is_suppressed AS "isSuppressed", c.columns, x.metadata,
      a.team_id AS team
    FROM trusted_advisor_resource x LEFT JOIN account a ON a.id = x.account_id
      LEFT JOIN LATERAL (SELECT c.name, c.category, c.columns FROM trusted_advisor_check c
        WHERE c.account_id = x.account_id AND c.check_id = x.check_id LIMIT 1) c ON true
    WHERE ${condition(filters)} AND (x.account_id, x.id) > (${after.accountId}, ${after.id}::uuid)
    ORDER BY x.account_id, x.id LIMIT ${limit}`
}

export async function countExportedFlagged(tx: Tx, filters: FlaggedFilters, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (
      SELECT 1 FROM trusted_advisor_resource x WHERE ${condition(filters)} LIMIT ${most}) counted`
  return Number(row?.count ?? 0)
}
