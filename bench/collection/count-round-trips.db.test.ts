import { afterAll, expect, test } from 'vitest'
import { createTestDatabase } from '#lib/db/test-database'
import { inTransaction } from '#lib/db/worker-pool'
import { countRoundTrips } from './count-round-trips.ts'

const database = await createTestDatabase()
afterAll(() => database.drop())

test('every statement counts once: with values or without, of a pool or of a transaction with its beginning and end', async () => {
  const trips = countRoundTrips()
  await database.worker.query('SELECT 1')
  await database.worker.query('SELECT $1::int', [1])
  expect(trips()).toBe(2)
  await inTransaction(database.worker, (client) => client.query('SELECT $1::int', [2]))
  expect(trips()).toBe(5)
})
