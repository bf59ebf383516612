import type { Tx } from '../../as-viewer.ts'
import { likeLiteral } from './like-literal.ts'

const HITS_MAX = 6

type AccountHit = { id: string; name: string; ouPath: string }

/** Accounts by a part of their name, or by the beginning of their id. */
export function searchAccounts(tx: Tx, text: string): Promise<AccountHit[]> {
  const part = likeLiteral(text)
  return tx.$queryRaw<AccountHit[]>`
    SELECT id, name, ou_path AS "ouPath" FROM account
    WHERE left_at IS NULL AND (name ILIKE ${`%${part}%`} OR id LIKE ${`${part}%`})
    ORDER BY name ILIKE ${`${part}%`} DESC, name, id
    LIMIT ${HITS_MAX}`
}
