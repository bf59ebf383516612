import type { ListValues } from '#lib/core/list'
import { asViewer, operator } from '#lib/db/as-viewer'
import { Prisma } from '#lib/db/generated/client'
import { encodeCursor, type Keyset, pageSql, positionIn } from '#lib/db/sql/lists/keyset'

/** How far down the list the deep page lies. */
const DEPTH = 0.9
/** A shorter list has no page that far down. */
const LEAST_ROWS = 1_000
/** Finding the way there counts rows, which no page does. */
const UNHURRIED = { statementTimeoutMs: 120_000, transactionTimeoutMs: 240_000 }

/** What the list is called in its cursors, and what it reads, under the name that its conditions use. */
type Listed = { list: string; about?: string; from: Prisma.Sql; condition: Prisma.Sql; keyset: Keyset }

/** The same list, 90 % down; null when it is too short to have such a page. */
export async function deepPage<Values extends ListValues>(
  values: Values,
  { list, about = '', from, condition, keyset }: Listed,
): Promise<Values | null> {
  const position = positionIn(list, { ...values, about })
  const { key, order } = pageSql(keyset, position)
  const rows = await asViewer(
    operator,
    async (tx) => {
      const [counted] = await tx.$queryRaw<{ count: bigint }[]>`SELECT count(*) FROM ${from} WHERE ${condition}`
      const count = Number(counted?.count ?? 0)
      if (count < LEAST_ROWS) return []
      return tx.$queryRaw<{ key: string[] }[]>`
        SELECT ${key} AS key FROM ${from} WHERE ${condition} ORDER BY ${order} OFFSET ${Math.floor(count * DEPTH)} LIMIT 1`
    },
    UNHURRIED,
  )
  const [row] = rows
  return row ? { ...values, after: encodeCursor(position.of, row.key) } : null
}

export const tableOf = {
  functions: Prisma.sql`lambda_function f`,
  evaluations: Prisma.sql`config_evaluation e`,
  recommendations: Prisma.sql`recommendation r`,
} as const
