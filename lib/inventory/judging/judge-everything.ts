/** Judges all that is recorded anew, without a call to AWS: because a day has passed or the catalogue has changed. */
import type { Pool } from 'pg'
import { dayOf } from '../../core/time.ts'
import { findJudgedWith, writeJudgedWith } from '../../db/sql/judging/judged-with.ts'
import { selectJudgedAccounts } from '../../db/sql/judging/select-judged-accounts.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { assignOwners } from '../ownership/assign-owners.ts'
import { judgeHealthChunk, judgeWholeAccount, judgingAt } from './judge-scope.ts'

/** Accounts listed at a time. Each is judged in a transaction of its own, so that no one waits long for another. */
const ACCOUNTS_CHUNK = 500

type Reason = { at: Date; cause: 'calendar' | 'catalogue' }

/**
 * Interrupted, it may be run again: what was judged comes out the same and is not written twice. Only when all is done
 * does the installation note the day and the catalogue.
 */
export async function judgeEverything(pool: Pool, { at, cause }: Reason): Promise<{ accounts: number }> {
  const judging = judgingAt(at, { runId: null, cause })
  // Settings say which tags name a team, and count as facts.
  if (cause === 'catalogue') await inTransaction(pool, (client) => assignOwners(client, { at }))
  let accounts = 0
  let afterId = ''
  for (;;) {
    const ids = await inTransaction(pool, (client) => selectJudgedAccounts(client, afterId, ACCOUNTS_CHUNK))
    for (const accountId of ids) {
      await inTransaction(pool, (client) => judgeWholeAccount(client, accountId, judging))
    }
    accounts += ids.length
    afterId = ids.at(-1) ?? ''
    if (ids.length < ACCOUNTS_CHUNK) break
  }
  for (let after: string | null = ''; after !== null; ) {
    const behind: string = after
    after = await inTransaction(pool, (client) => judgeHealthChunk(client, behind, judging))
  }
  await writeJudgedWith(pool, { judgedOn: dayOf(at), catalogueHash: judging.catalogueHash })
  return { accounts }
}

/** Does so where there is a reason to: before a collection, so that what only time has changed is not taken for news. */
export async function judgeEverythingWhenDue(pool: Pool, at: Date): Promise<void> {
  const cause = await reasonToJudge(pool, at)
  if (cause !== null) await judgeEverything(pool, { at, cause })
}

/** Why everything has to be judged anew now, or null: nothing that judging depends on has changed since last time. */
export async function reasonToJudge(pool: Pool, at: Date): Promise<Reason['cause'] | null> {
  const before = await findJudgedWith(pool)
  const { catalogueHash, facts } = judgingAt(at, { runId: null, cause: null })
  if (before.catalogueHash !== null && before.catalogueHash !== catalogueHash) return 'catalogue'
  return before.judgedOn === facts.today ? null : 'calendar'
}
