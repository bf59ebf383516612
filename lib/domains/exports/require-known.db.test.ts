import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeViewerDatabase } from '../../db/as-viewer.ts'
import { createTestDatabase, type TestDatabase } from '../../db/test-database.ts'
import { useEnv } from '../../env.ts'
import { recordAccount } from '../../inventory/judging/testing/recorded-estate.ts'
import { requireKnown } from './require-known.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ webDatabaseUrl: database.webUrl })
  await recordAccount(database.admin, '111111111111', { teamId: 'payments' })
})
afterAll(async () => {
  await closeViewerDatabase()
  restoreEnv()
  await database.drop()
})

test.each([{}, { account: ['111111111111'] }, { team: ['payments', 'none'] }])(
  '%o is there, or means nobody',
  async (filters) => {
    await expect(requireKnown({ filters, text: '' })).resolves.toBeUndefined()
  },
)

test('a team that is not there is refused with those that are, not answered with nothing', async () => {
  const asked = requireKnown({ filters: { team: ['payments', 'paymens'] }, text: '' })
  await expect(asked).rejects.toThrow('There is no team paymens. There are: payments, none.')
})

test('an account that was never seen is refused', async () => {
  const asked = requireKnown({ filters: { account: ['111111111111', '999999999999'] }, text: '' })
  await expect(asked).rejects.toThrow('Account 999999999999 was never seen in the organisation.')
})
