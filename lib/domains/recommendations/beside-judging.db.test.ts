import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOf } from '#lib/core/time'
import { closeViewerDatabase } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { useEnv } from '#lib/env'
import { selectRecommendations, writeRecommendations } from '../../db/sql/judging/recommendations.ts'
import { inTransaction } from '../../db/worker-pool.ts'
import { answerRequest } from './contract.ts'
import { answerRecommendations } from './mutations.ts'
import { member, OWN, recordPeople, recordRecommendation } from './testing/recorded-recommendations.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  await recordPeople(database.admin)
})
afterAll(async () => {
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

test('an answer given while the judge counts is not overwritten, and the count is not lost either (F67)', async () => {
  const item = await recordRecommendation(database.admin)
  const answer = answerRequest.parse({
    action: 'accept',
    committedOn: dayOf(new Date()),
    items: [item],
    clientId: randomUUID(),
  })
  let answered: Promise<unknown> = Promise.resolve()
  await inTransaction(database.worker, async (client) => {
    const [before] = await selectRecommendations(client, OWN, null)
    if (!before) throw new Error('there is one')
    answered = answerRecommendations(member, answer)
    await waitingForLock(database)
    await writeRecommendations(client, OWN, [{ ...before, openFindings: 9, changedAt: new Date() }])
  })
  await answered
  const { rows } = await database.admin.query('SELECT stage, open_findings, version FROM recommendation')
  expect(rows).toEqual([{ stage: 'in_progress', open_findings: 9, version: 2 }])
})

/** Until somebody waits for what somebody else holds: then the two are really side by side. */
async function waitingForLock({ admin }: TestDatabase): Promise<void> {
  for (;;) {
    const { rows } = await admin.query(`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    if (rows.length > 0) return
  }
}
