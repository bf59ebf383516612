import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeDatabaseUrl, readDatabaseUrl } from '../lib/db/database-url.ts'
import { createTestDatabase, type TestDatabase } from '../lib/db/test-database.ts'
import { databaseUrls } from '../lib/db/urls.ts'
import { childEnv } from '../lib/env.ts'

const COMMANDS = {
  migrate: ['migrate'],
  collect: ['collect', '--wait'],
  export: ['export', 'accounts'],
  report: ['report'],
  'verify-history': ['verify-history'],
  'admin create': ['admin', 'create', 'a@example.org'],
  worker: ['worker'],
}

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function run(args: readonly string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/steward.mjs', ...args], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnv({ STEWARD_MODE: 'aws', ...settings }),
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const [status] = await once(child, 'close')
  return { status, said }
}

test('every command whose database is away ends with 1 and a sentence, and never calls it a bug (F57)', async () => {
  const away = changeDatabaseUrl(database.url, { port: 9 })
  const all = Object.entries(COMMANDS).map(async ([name, args]) => ({
    name,
    ...(await run(args, { DATABASE_URL: away })),
  }))
  for (const { name, status, said } of await Promise.all(all)) {
    expect([name, status], said).toEqual([name, 1])
    expect(said).toMatch(/cannot be used|does not answer/)
    expect(said).not.toMatch(/bug in Steward|\n\s+at /)
  }
})

test('a command that is refused half way says what of the database refused it', async () => {
  await database.admin.query(`ALTER ROLE ${readDatabaseUrl(databaseUrls(database.url).web).user} CONNECTION LIMIT 0`)
  const { status, said } = await run(['export', 'accounts'], { STEWARD_MODE: 'demo', DATABASE_URL: database.url })
  expect([status, said]).toEqual([1, expect.stringContaining('too many are in use')])
  expect(said).not.toMatch(/bug in Steward|\n\s+at /)
})
