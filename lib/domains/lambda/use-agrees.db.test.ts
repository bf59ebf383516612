/** What a function is used for is judged once: list, page and export say the same, to everybody who sees it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setClockOffset } from '#lib/core/clock'
import { defaultValues } from '#lib/core/list'
import { startOfDay } from '#lib/core/time'
import { closeViewerDatabase, operator, type Viewer } from '#lib/db/as-viewer'
import { createTestDatabase, type TestDatabase } from '#lib/db/test-database'
import { inTransaction } from '#lib/db/worker-pool'
import { useEnv } from '#lib/env'
import { judgeScope } from '#lib/inventory/judging/judge-scope'
import { recordAccount, recordFunction, recordScopes } from '#lib/inventory/judging/testing/recorded-estate'
import { exportRows } from '../exports/queries.ts'
import { functionList } from './contract.ts'
import { getFunction } from './function-detail.ts'
import { listFunctionPage } from './queries.ts'

const TODAY = startOfDay('2026-11-21')
const READ_AT = startOfDay('2026-11-10')
const PLACE = { accountId: '111111111111', region: 'eu-west-1' }
/** Of the team that is named by the functions' own tags, in the account of another team. */
const guest: Viewer = { personId: 'dana', name: 'Dana', role: 'member', teamIds: ['data'] }
const host: Viewer = { personId: 'pat', name: 'Pat', role: 'member', teamIds: ['payments'] }

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  setClockOffset(TODAY.getTime() - Date.now())
  const { admin, worker } = database
  await recordAccount(admin, PLACE.accountId, { teamId: 'payments' })
  await recordAccount(admin, '222222222222', { teamId: 'data' })
  for (const { personId, teamIds } of [guest, host]) {
    await admin.query(`INSERT INTO person (id, email, name, role, created_at) VALUES ($1, $1, $1, 'member', $2)`, [
      personId,
      TODAY,
    ])
    await admin.query('INSERT INTO membership VALUES ($1, $2)', [personId, teamIds[0]])
  }
  await recordScopes(admin, PLACE, READ_AT)
  const silent = { versions: [{ version: '$LATEST', runtime: 'python3.9' }], tags: { team: 'data' } }
  await recordFunction(admin, PLACE, { name: 'read', ...silent }, READ_AT)
  // Aliases and provisioned concurrency were read before anybody knew of it.
  await recordFunction(admin, PLACE, { name: 'newer', ...silent }, TODAY)
  await inTransaction(worker, (client) =>
    judgeScope(client, PLACE, { runId: null, source: 'lambda.functions', at: TODAY }),
  )
})
afterAll(async () => {
  setClockOffset(0)
  restoreEnv()
  await closeViewerDatabase()
  await database.drop()
})

async function usesSeenBy(viewer: Viewer) {
  const { rows } = await listFunctionPage(viewer, defaultValues(functionList))
  const listed = rows.map(({ name, use }) => [name, use])
  const paged = []
  for (const { accountId, id, name } of rows) {
    const { versionRows } = await getFunction(viewer, { accountId, functionId: id })
    paged.push([name, versionRows[0]?.use])
  }
  const exported = []
  for await (const row of exportRows(viewer, 'runtimes', { filters: {}, text: '' })) {
    exported.push([row.functionName, row.use])
  }
  return { listed: listed.sort(), paged: paged.sort(), exported: exported.sort() }
}

test.each([
  ['who may read everything', operator],
  ['the team of the account', host],
  ['the team that the function’s own tag names', guest],
])('list, page and export say the same of a function’s use to %s', async (_who, viewer) => {
  // What was read before the function was first seen says nothing about it, so its use is not known (F94).
  const uses = [
    ['newer', 'unknown'],
    ['read', 'dormant'],
  ]
  expect(await usesSeenBy(viewer)).toEqual({ listed: uses, paged: uses, exported: uses })
})
