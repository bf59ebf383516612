/** What the store tells a source, as far as a refusal by AWS is judged by it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clock } from '../core/clock.ts'
import { createTestDatabase, type TestDatabase } from '../db/test-database.ts'
import { knownAt } from './known.ts'

const ACCOUNT = '111111111111'
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
  await database.admin.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since) VALUES ($1, '', '', '', 'ACTIVE', $2, $2)`,
    [ACCOUNT, clock.now()],
  )
  await database.admin.query(
    `INSERT INTO account_region (account_id, region, opt_status) VALUES ($1, 'me-south-1', 'ENABLED'), ($1, 'af-south-1', 'DISABLED')`,
    [ACCOUNT],
  )
})
afterAll(() => database.drop())

test("an account's list of Regions is what was last read of it, of any account", async () => {
  const known = knownAt(database.worker, { accountId: ACCOUNT, region: 'me-south-1' })
  expect(await known.regions(ACCOUNT)).toEqual([
    { region: 'af-south-1', optStatus: 'DISABLED' },
    { region: 'me-south-1', optStatus: 'ENABLED' },
  ])
  expect(await known.regions('222222222222')).toEqual([])
})
