import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'

export type ListedAffectedResource = {
  key: string[]
  id: string
  value: string
  accountId: string
  accountName: string | null
  region: string
  status: string | null
  lastUpdatedAt: Date | null
  firstSeenAt: Date
}

const KEYSET: Keyset = {
  parts: [
    // What is still to be done stands first.
    { sql: Prisma.sql`(n.status IS NOT DISTINCT FROM 'RESOLVED')::int`, type: 'int' },
    { sql: Prisma.sql`n.account_id`, type: 'text' },
    { sql: Prisma.sql`n.id`, type: 'uuid' },
  ],
  descending: false,
}

function condition(changeId: string, accounts: readonly string[]): Prisma.Sql {
  const ofAccounts = accounts.length > 0 ? Prisma.sql`n.account_id = ANY (${[...accounts]})` : Prisma.sql`true`
  return Prisma.sql`e.change_id = ${changeId}::uuid AND n.ended_at IS NULL AND ${ofAccounts}`
}

/** Resources that a change names in accounts of the viewer. */
export async function listAffectedResources(
  tx: Tx,
  { changeId, accounts }: { changeId: string; accounts: readonly string[] },
  position: Position,
): Promise<ListedAffectedResource[]> {
  const page = pageSql(KEYSET, position)
  return tx.$queryRaw<ListedAffectedResource[]>`
    SELECT ${page.key} AS key, n.id, n.value, n.account_id AS "accountId", a.name AS "accountName", e.region, n.status,
      n.last_updated_at AS "lastUpdatedAt", n.first_seen_at AS "firstSeenAt"
    FROM health_event e JOIN health_entity n ON n.event_id = e.id LEFT JOIN account a ON a.id = n.account_id
    WHERE ${condition(changeId, accounts)} AND ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit}`
}

/** How many there are, counted no further than one above `most`. */
export async function countAffectedResources(
  tx: Tx,
  { changeId, accounts }: { changeId: string; accounts: readonly string[] },
  most: number,
): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM health_event e JOIN health_entity n ON n.event_id = e.id
      WHERE ${condition(changeId, accounts)} LIMIT ${most + 1}) fits`
  return row?.count ?? 0
}
