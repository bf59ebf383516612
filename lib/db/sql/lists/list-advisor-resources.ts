import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { isHere } from './is-here.ts'
import { type KeyPart, type Position, pageSql } from './keyset.ts'

export type AdvisorResourceFilter = 'account' | 'region' | 'status' | 'suppressed'

/** What one check flags. Within a name any of its values fits; all names must. */
export type AdvisorResourceConditions = {
  checkId: string
  filters: Partial<Record<AdvisorResourceFilter, readonly string[]>>
}

export type ListedAdvisorResource = {
  key: string[]
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  id: string
  awsId: string
  region: string | null
  status: string
  isSuppressed: boolean
  metadata: unknown
}

const PARTS: KeyPart[] = [
  { sql: Prisma.sql`x.account_id`, type: 'text' },
  { sql: Prisma.sql`x.id`, type: 'uuid' },
]

const LISTED = Prisma.sql`x.account_id AS "accountId", a.name AS "accountName", a.team_id AS "teamId",
  t.name AS "teamName", x.id, x.aws_id AS "awsId", x.region, x.status, x.is_suppressed AS "isSuppressed", x.metadata`
const BESIDE = Prisma.sql`LEFT JOIN account a ON a.id = x.account_id LEFT JOIN team t ON t.id = a.team_id`

const COLUMNS = {
  account: Prisma.sql`x.account_id`,
  region: Prisma.sql`x.region`,
  status: Prisma.sql`x.status`,
} as const satisfies Record<Exclude<AdvisorResourceFilter, 'suppressed'>, Prisma.Sql>

function condition({ checkId, filters }: AdvisorResourceConditions): Prisma.Sql {
  const conditions = [Prisma.sql`x.check_id = ${checkId}`, isHere(Prisma.sql`x.account_id`)]
  for (const column of ['account', 'region', 'status'] as const) {
    const values = filters[column] ?? []
    if (values.length === 1) conditions.push(Prisma.sql`${COLUMNS[column]} = ${values[0]}`)
    if (values.length > 1) conditions.push(Prisma.sql`${COLUMNS[column]} = ANY (${[...values]})`)
  }
  const suppressed = new Set(filters.suppressed ?? [])
  if (suppressed.size === 1) conditions.push(Prisma.sql`x.is_suppressed = ${suppressed.has('yes')}`)
  return Prisma.join(conditions, ' AND ')
}

/** One page of flagged resources, with one row more than the page holds when there are more. */
export function listAdvisorResources(
  tx: Tx,
  conditions: AdvisorResourceConditions,
  descending: boolean,
  position: Position,
): Promise<ListedAdvisorResource[]> {
  const page = pageSql({ parts: PARTS, descending }, position)
  return tx.$queryRaw<ListedAdvisorResource[]>`
    WITH listed AS MATERIALIZED (
      SELECT * FROM trusted_advisor_resource x WHERE ${condition(conditions)} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${page.limit}
    )
    SELECT ${page.key} AS key, ${LISTED} FROM listed x ${BESIDE} ORDER BY ${page.order}`
}

export async function countAdvisorResources(
  tx: Tx,
  conditions: AdvisorResourceConditions,
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM trusted_advisor_resource x WHERE ${condition(conditions)} LIMIT ${most + 1}
    ) fits`
  return row?.count ?? 0
}

/** One flagged resource; null when the viewer has none of that key. */
export async function findAdvisorResource(tx: Tx, checkId: string, accountId: string, id: string) {
  const [found] = await tx.$queryRaw<Omit<ListedAdvisorResource, 'key'>[]>`
    SELECT ${LISTED} FROM trusted_advisor_resource x ${BESIDE}
    WHERE x.account_id = ${accountId} AND x.id = ${id}::uuid AND x.check_id = ${checkId}`
  return found ?? null
}

const REGIONS_MAX = 60

/** Regions of what a check flags, each found by one step in the index over them. */
export async function listAdvisorRegions(tx: Tx, checkId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ region: string }[]>`
    WITH RECURSIVE step AS (
      (SELECT x.region FROM trusted_advisor_resource x WHERE x.check_id = ${checkId} ORDER BY x.region LIMIT 1)
      UNION ALL
      SELECT (SELECT x.region FROM trusted_advisor_resource x
        WHERE x.check_id = ${checkId} AND x.region > step.region ORDER BY x.region LIMIT 1)
      FROM step WHERE step.region IS NOT NULL
    )
    SELECT region FROM step WHERE region IS NOT NULL LIMIT ${REGIONS_MAX}`
  return rows.map(({ region }) => region)
}
