import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test-database.ts'
import { requireSetUp, requireUsable, setUpDatabase } from './set-up-database.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

/** Everything that uses the tables: the start and `migrate`, commands, web and worker. */
const USERS = {
  'the set-up': () => setUpDatabase({ url: database.url, mode: 'demo' }),
  'a command': () => requireSetUp({ url: database.url, mode: 'demo' }),
  'the web': () => requireUsable('web', database.webUrl),
  'the worker': () => requireUsable('worker', database.workerUrl),
}

test('everything works on the tables of its own version', async () => {
  for (const use of Object.values(USERS)) await use()
})

test('everything refuses the tables of a newer Steward, and names what to do (F64)', async () => {
  await database.admin.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('later', 'x', '20991231000000_later', now(), 1)`)
  for (const [user, use] of Object.entries(USERS)) {
    await expect(use(), user).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/newer Steward: 20991231000000_later is not known.*restore a backup/),
    })
  }
})

test('everything refuses a migration that was interrupted, with its remedy (F64)', async () => {
  const { rows } = await database.admin.query<{ name: string }>(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name =
     (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name`,
  )
  const remedy = `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${rows[0]?.name}'`
  for (const [user, use] of Object.entries(USERS)) await expect(use(), user).rejects.toThrow(remedy)
})

test('commands, web and worker do no set-up, and say who does', async () => {
  await database.admin.query(`DELETE FROM _prisma_migrations
    WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`)
  const count = async () => {
    const { rows } = await database.admin.query<{ n: number }>('SELECT count(*)::int AS n FROM _prisma_migrations')
    return rows[0]?.n
  }
  const before = await count()
  for (const user of ['a command', 'the web', 'the worker'] as const) {
    await expect(USERS[user](), user).rejects.toThrow('lacks 1 migrations of this Steward. Run `steward migrate`.')
  }
  expect(await count()).toBe(before)
})

test('a migration that fails is a sentence with what to do, and no bug', async () => {
  // Its tables are there already.
  await database.admin.query(`DELETE FROM _prisma_migrations
    WHERE migration_name = (SELECT min(migration_name) FROM _prisma_migrations)`)
  await expect(USERS['the set-up']()).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/^A migration could not be applied.*Start the version from before/),
  })
})
