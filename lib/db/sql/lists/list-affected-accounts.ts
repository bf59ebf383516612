import type { Tx } from '../../as-viewer.ts'
import { Prisma } from '../../generated/client.ts'
import { type HealthQuestion, healthParts } from './health-parts.ts'
import { type Keyset, type Position, pageSql } from './keyset.ts'

export type ListedAffectedAccount = {
  key: string[]
  accountId: string
  accountName: string | null
  teamId: string | null
  teamName: string | null
  entities: number
  open: number
  resolved: number
  unknown: number
}

const KEYSET: Keyset = {
  parts: [
    { sql: Prisma.sql`c.open`, type: 'int' },
    { sql: Prisma.sql`c.account_id`, type: 'text' },
  ],
  descending: true,
}

const COUNTED = Prisma.sql`
  counted AS (
    SELECT account_id, min(team_id) AS team_id, sum(entities)::int AS entities, sum(open)::int AS open,
      sum(resolved)::int AS resolved, sum(unknown)::int AS unknown
    FROM part WHERE account_id IS NOT NULL GROUP BY account_id
  )`

/** Accounts that a change touches, those with the most open first. */
export async function listAffectedAccounts(
  tx: Tx,
  question: HealthQuestion,
  position: Position,
): Promise<ListedAffectedAccount[]> {
  const page = pageSql(KEYSET, position)
  return tx.$queryRaw<ListedAffectedAccount[]>`
    WITH ${healthParts(question)}, ${COUNTED}
    SELECT ${page.key} AS key, c.account_id AS "accountId", a.name AS "accountName", c.team_id AS "teamId",
      t.name AS "teamName", c.entities, c.open, c.resolved, c.unknown
    FROM counted c LEFT JOIN account a ON a.id = c.account_id LEFT JOIN team t ON t.id = c.team_id
    WHERE ${page.condition} ORDER BY ${page.order} LIMIT ${page.limit}`
}
