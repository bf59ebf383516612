import { asViewer, operator } from '#lib/db/as-viewer'
import { functionCondition, functionKeyset } from '#lib/db/sql/lists/function-conditions'
import { encodeCursor, pageSql } from '#lib/db/sql/lists/keyset'
import type { FunctionListValues } from '#lib/domains/lambda/contract'

/** How far down the list the deep page lies. */
const DEPTH = 0.9
/** Finding the way there counts rows, which no page does. */
const UNHURRIED = { statementTimeoutMs: 120_000, transactionTimeoutMs: 240_000 }

/** The same list, 90 % down; null when it is too short to have such a page. */
export async function deepPage(values: FunctionListValues): Promise<FunctionListValues | null> {
  const { key, order } = pageSql(functionKeyset(values.sort, values.order === 'desc'), values)
  const condition = functionCondition(values)
  const rows = await asViewer(
    operator,
    async (tx) => {
      const [counted] = await tx.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM lambda_function f WHERE ${condition}`
      const offset = Math.floor(Number(counted?.count ?? 0) * DEPTH)
      return tx.$queryRaw<{ key: string[] }[]>`
        SELECT ${key} AS key FROM lambda_function f WHERE ${condition} ORDER BY ${order} OFFSET ${offset} LIMIT 1`
    },
    UNHURRIED,
  )
  const [row] = rows
  return row ? { ...values, after: encodeCursor(row.key) } : null
}
