import type pg from 'pg'
import type { Known, Place } from '../collectors/define-source.ts'
import { findLastComplete } from '../db/sql/collection/find-last-complete.ts'
import { listMemberAccounts } from '../db/sql/collection/list-accounts.ts'
import { listKnownFunctions } from '../db/sql/inventory/list-known-functions.ts'

/** What the store knows of a place, for sources that build on others. */
export function knownAt(pool: pg.Pool, place: Place): Known {
  return {
    functions: async () => {
      const lastComplete = await findLastComplete(pool, { ...place, source: 'lambda.functions' })
      return lastComplete === null ? null : listKnownFunctions(pool, place)
    },
    accountIds: async () => (await listMemberAccounts(pool)).map(({ id }) => id).sort(),
  }
}
