import type { Tx } from '../../as-viewer.ts'

const HITS_MAX = 8
/** Sorts behind every name that begins with the text: the last code point there is. */
const BEHIND_ALL = '\u{10ffff}'

type FunctionHit = {
  accountId: string
  accountName: string | null
  region: string
  name: string
  runtime: string | null
}

/** Functions whose name begins with the text, found by the index over names whatever their number. */
export function searchFunctions(tx: Tx, text: string): Promise<FunctionHit[]> {
  return tx.$queryRaw<FunctionHit[]>`
    SELECT f.account_id AS "accountId", a.name AS "accountName", f.region, f.name, f.runtime
    FROM lambda_function f LEFT JOIN account a ON a.id = f.account_id
    WHERE f.name >= ${text} AND f.name < ${text + BEHIND_ALL} AND f.ended_at IS NULL
    ORDER BY f.name, f.account_id, f.id
    LIMIT ${HITS_MAX}`
}
