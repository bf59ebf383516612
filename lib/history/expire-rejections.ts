import type pg from 'pg'
import { clock } from '../core/clock.ts'
import { dayOf } from '../core/time.ts'
import { takeBackExpired } from '../db/sql/history/expire-rejections.ts'
import { inTransaction } from '../db/worker-pool.ts'
import { recordHistory } from './record-history.ts'

/**
 * Brings back what was rejected until a day that has come, with an entry in the history each. Safe to repeat, and also
 * after a downtime: each comes back once (F69). Answers how many came back.
 */
export function expireRejections(pool: pg.Pool): Promise<number> {
  return inTransaction(pool, async (client) => {
    const at = clock.now()
    const expired = await takeBackExpired(client, dayOf(at), at)
    await recordHistory(
      client,
      expired.map((one) => ({ ...one, action: 'expired', from: 'dismissed', to: 'pending_response', at })),
    )
    return expired.length
  })
}
