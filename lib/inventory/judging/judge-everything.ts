/** Judges all recorded functions anew, without a call to AWS: because a day has passed or the catalogue has changed. */
import type { Pool } from 'pg'
import { dayOf } from '../../core/time.ts'
import { selectJudgedAccounts, selectJudgedRegions } from '../../db/sql/judging/select-judged-accounts.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { judgePlaces, judgingAt } from './judge-scope.ts'

/** Accounts listed at a time. Each is judged in a transaction of its own, so that no one waits long for another. */
const ACCOUNTS_CHUNK = 500

type Reason = { at: Date; cause: 'calendar' | 'catalogue' }

/**
 * Interrupted, it may be run again: what was judged comes out the same and is not written twice. Only when all is done
 * does the installation note the day and the catalogue.
 */
export async function judgeEverything(pool: Pool, { at, cause }: Reason): Promise<{ accounts: number }> {
  const judging = judgingAt(at, { runId: null, cause })
  let accounts = 0
  let afterId = ''
  for (;;) {
    const ids = await inTransaction(pool, (client) => selectJudgedAccounts(client, afterId, ACCOUNTS_CHUNK))
    for (const accountId of ids) {
      await inTransaction(pool, async (client) => {
        const regions = await selectJudgedRegions(client, accountId)
        await judgePlaces(
          client,
          regions.map((region) => ({ accountId, region })),
          judging,
        )
      })
    }
    accounts += ids.length
    afterId = ids.at(-1) ?? ''
    if (ids.length < ACCOUNTS_CHUNK) break
  }
  await pool.query('UPDATE installation SET judged_on = $1, catalogue_hash = $2', [dayOf(at), judging.catalogueHash])
  return { accounts }
}

/** Why everything has to be judged anew now, or null: nothing that judging depends on has changed since last time. */
export async function reasonToJudge(pool: Pool, at: Date): Promise<Reason['cause'] | null> {
  const { rows } = await pool.query<{ judgedOn: string | null; catalogueHash: string | null }>(
    'SELECT judged_on::text AS "judgedOn", catalogue_hash AS "catalogueHash" FROM installation',
  )
  const { catalogueHash, facts } = judgingAt(at, { runId: null, cause: null })
  if (rows[0]?.catalogueHash && rows[0].catalogueHash !== catalogueHash) return 'catalogue'
  return rows[0]?.judgedOn === facts.today ? null : 'calendar'
}
