import type pg from 'pg'
import type { PaceStore } from '../../collectors/aws/shared-bucket.ts'
import { reserveTokens, slowDown } from '../../db/sql/collection/aws-pace.ts'

const stores = new WeakMap<pg.Pool, PaceStore>()

/** The buckets of all who use this database. */
export function paceStoreOf(pool: pg.Pool): PaceStore {
  const known = stores.get(pool)
  if (known) return known
  const fresh: PaceStore = {
    reserve: (bucket, rate, tokens) => reserveTokens(pool, bucket, rate, tokens),
    throttled: (bucket, rate) => slowDown(pool, bucket, rate),
  }
  stores.set(pool, fresh)
  return fresh
}
