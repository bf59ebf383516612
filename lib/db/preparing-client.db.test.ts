import { afterAll, beforeAll, expect, test } from 'vitest'
import { useEnv } from '../env.ts'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { closeWorkerPool, inTransaction, workerPool } from './worker-pool.ts'

let database: TestDatabase
let restoreEnv: () => void

beforeAll(async () => {
  database = await createTestDatabase()
  restoreEnv = useEnv({ workerDatabaseUrl: database.workerUrl })
})
afterAll(async () => {
  await closeWorkerPool()
  restoreEnv()
  await database.drop()
})

const PREPARED = 'SELECT statement, (generic_plans + custom_plans)::int AS calls FROM pg_prepared_statements'

test('a statement with parameters is prepared once on a connection, and a later call only hands over values', async () => {
  await inTransaction(workerPool(), async (client) => {
    const asked = 'SELECT $1::int + $2::int AS sum'
    for (let call = 1; call <= 7; call++) {
      const { rows } = await client.query(asked, [call, 1])
      expect(rows).toEqual([{ sum: call + 1 }])
    }
    await client.query('SELECT 1')
    expect((await client.query(PREPARED)).rows).toEqual([{ statement: asked, calls: 7 }])
  })
})

test('a statement that fails, while it is read or while it runs, spoils no later call of it', async () => {
  const divide = 'SELECT 12 / $1::int AS quotient FROM divided'
  await expect(workerPool().query(divide, [3])).rejects.toMatchObject({ code: '42P01' })
  await database.admin.query('CREATE TABLE divided AS SELECT 1; GRANT SELECT ON divided TO PUBLIC')
  await expect(workerPool().query(divide, [0])).rejects.toMatchObject({ code: '22012' })
  expect((await workerPool().query(divide, [3])).rows).toEqual([{ quotient: 4 }])
  await expect(inTransaction(workerPool(), (client) => client.query(divide, [0]))).rejects.toMatchObject({
    code: '22012',
  })
  expect((await workerPool().query(divide, [4])).rows).toEqual([{ quotient: 3 }])
})

test('of stages, which are of one attempt each, a connection keeps nothing', async () => {
  await inTransaction(workerPool(), async (client) => {
    const prepared = async () => (await client.query<{ statement: string }>(PREPARED)).rows
    const before = await prepared()
    await client.query('CREATE TABLE staging.attempt_1_0 (id int)')
    await client.query('INSERT INTO staging.attempt_1_0 VALUES ($1)', [1])
    expect(await prepared()).toEqual(before)
    await client.query('DROP TABLE staging.attempt_1_0')
  })
})
