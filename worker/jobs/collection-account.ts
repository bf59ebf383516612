import { listMemberAccounts } from '#lib/db/sql/collection/list-accounts'
import { unplanScopes } from '#lib/db/sql/collection/unplan-scopes'
import { isDatabaseFull } from '#lib/db/trouble'
import { collectAccount } from '#lib/inventory/collection/collect-account'
import { endReadRun, giveUpAccount } from '#lib/inventory/collection/end-run'
import { withSharedCollection } from '#lib/inventory/collection/shared-collection'
import { defineJob } from '#lib/queue/define-job'
import { queues } from '#lib/queue/queues'

/** One account of a run. Done again, it leaves alone the scopes that were read the first time. */
export const collectionAccount = defineJob({
  queue: queues.collectionAccount,
  run: async ({ runId, accountId }, { pool, signal }) => {
    await withSharedCollection(pool, runId, signal, async (collection) => {
      const members = await listMemberAccounts(pool)
      const account = members.find(({ id }) => id === accountId)
      // It left the organisation since the run began: nothing of it is to be read any more.
      if (account === undefined) return unplanScopes(pool, runId, accountId, [])
      await collectAccount(collection, { account, organisation: new Set(members.map(({ id }) => id)) })
    }).catch(async (error: unknown) => {
      if (!isDatabaseFull(error)) throw error
      await giveUpAccount(pool, runId, accountId, error)
      await endReadRun(pool, runId)
    })
  },
})
