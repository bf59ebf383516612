import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordPeople } from '../../domains/recommendations/testing/recorded-recommendations.ts'
import { sealHistory } from '../../history/seal-history.ts'
import { verifyHistory } from '../../history/verify-history.ts'
import { createTestDatabase, type TestDatabase } from '../test-database.ts'
import { manifestSchema } from './manifest.ts'
import { LEFT_OUT, listProductTables } from './product-tables.ts'
import { openArchive } from './read-archive.ts'
import { restoreBackup } from './restore-backup.ts'
import { writeBackup } from './write-backup.ts'

const HOSTILE = [
  'a\tb\nc\rd\\N\\.\\',
  '\\N',
  '\\.',
  '"; DROP TABLE history; --',
  'ä€𝔘 \u202e\u0001\u2028',
  "'; COPY x TO PROGRAM 'true'",
  '',
]

let folder: string
let full: TestDatabase
/** For what is refused: it stays empty. */
let untouched: TestDatabase
let file: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'steward-backup-'))
  full = await createTestDatabase()
  untouched = await createTestDatabase()
  file = join(folder, 'whole.zip')
  await recordPeople(full.admin)
  await full.admin.query(
    `INSERT INTO history (at, id, actor, action, object, entry)
     SELECT '2024-01-01T00:00Z'::timestamptz + n * interval '20 days', gen_random_uuid(), 'ccoe', 'accepted',
       'recommendation:' || gen_random_uuid(), jsonb_build_object('note', ($1::text[])[1 + n % 7], 'openFindings', n)
     FROM generate_series(1, 60) n`,
    [HOSTILE],
  )
  await full.admin.query(
    `INSERT INTO account (id, arn, name, email, state, first_seen_at, state_since)
     SELECT lpad(n::text, 12, '0'), 'arn', ($1::text[])[n], 'a@example.org', 'ACTIVE', now(), now() FROM generate_series(1, 7) n`,
    [HOSTILE],
  )
  await sealHistory(full.worker)
  await full.admin.query(
    `INSERT INTO worker_process (id, host, pid, started_at, seen_at) VALUES (gen_random_uuid(), 'h', 1, now(), now())`,
  )
  await writeBackup({ url: full.url, file, steward: '0.1.0' })
})
afterAll(async () => {
  await full.drop()
  await untouched.drop()
  rmSync(folder, { recursive: true, force: true })
})

async function withEmpty(use: (empty: TestDatabase) => Promise<void>): Promise<void> {
  const empty = await createTestDatabase()
  try {
    await use(empty)
  } finally {
    await empty.drop()
  }
}

async function restoreInto(database: TestDatabase, from: string, replace = false): Promise<void> {
  const archive = await openArchive(from)
  try {
    await restoreBackup({ url: database.url, archive, replace, otherLogins: [] })
  } finally {
    archive.close()
  }
}

/** All rows of all tables as text, in an order of their own. */
async function contents(database: TestDatabase): Promise<Record<string, string[]>> {
  const tables = await withClient(database.url, listProductTables)
  const all: Record<string, string[]> = {}
  for (const { name } of tables.filter((table) => !(table.name in LEFT_OUT))) {
    const { rows } = await database.admin.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)
    all[name] = rows.map(({ row }) => row)
  }
  return all
}

async function withClient<Result>(url: string, use: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** What protects the tables: triggers, row security, grants. */
async function protection(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    `SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       ARRAY(SELECT tgname || tgenabled::text FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT tgisinternal ORDER BY 1) AS triggers
     FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
  )
  return rows
}

describe('a backup', () => {
  test('holds every table of the product but those that are left out with a reason', async () => {
    const archive = await openArchive(file)
    archive.close()
    const { rows } = await full.admin.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT relispartition`,
    )
    const held = archive.manifest.tables.map(({ name }) => name)
    expect([...held, ...Object.keys(LEFT_OUT)].sort()).toEqual(rows.map(({ name }) => name).sort())
    expect(held).not.toContain('auth_session')
  })

  test('holds all rows where row security is forced on the owner too, and says how many', async () => {
    const { manifest, close } = await openArchive(file)
    close()
    for (const [name, rows] of Object.entries(await contents(full))) {
      expect([name, manifest.tables.find((table) => table.name === name)?.rows]).toEqual([name, rows.length])
    }
    expect(manifest.tables.find(({ name }) => name === 'history')?.rows).toBe(60)
  })

  test('leaves no right behind: the owner sees as little as before', async () => {
    await withClient(full.url, async (client) => {
      expect((await client.query('SELECT 1 FROM account')).rowCount).toBe(0)
      await expect(client.query('SET ROLE steward_worker')).rejects.toThrow('permission denied')
    })
  })

  test('is readable by its owner alone, and no text of it stands open in the file', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('restored into an empty database', () => {
  test('every row is there, its history verifies, and all that protects the tables stands as before', async () => {
    await withEmpty(async (empty) => {
      const before = await protection(empty)
      await restoreInto(empty, file)
      expect(await contents(empty)).toEqual(await contents(full))
      expect(await verifyHistory(empty.worker)).toEqual(await verifyHistory(full.worker))
      expect(await protection(empty)).toEqual(before)
      await expect(empty.admin.query('DELETE FROM history')).rejects.toThrow()
      const { rows } = await empty.admin.query('SELECT count(*)::int AS n FROM worker_process')
      expect(rows).toEqual([{ n: 0 }])
    })
  })

  test('the chain goes on behind the last entry of the backup (F65)', async () => {
    await withEmpty(async (empty) => {
      await restoreInto(empty, file)
      await empty.admin.query(
        `INSERT INTO history (at, id, actor, action, object, entry)
         VALUES (now(), gen_random_uuid(), 'ccoe', 'accepted', 'recommendation:' || gen_random_uuid(), '{}')`,
      )
      await sealHistory(empty.worker)
      expect((await verifyHistory(empty.worker))[0]).toMatchObject({ entries: 61, broken: null })
    })
  })

  test('what is there is kept unless it is given up in words', async () => {
    await withEmpty(async (other) => {
      await recordPeople(other.admin)
      const before = await contents(other)
      await expect(restoreInto(other, file)).rejects.toThrow('holds data already')
      expect(await contents(other)).toEqual(before)
      await restoreInto(other, file, true)
      expect(await contents(other)).toEqual(await contents(full))
    })
  })

  test('while web or worker are connected nothing is touched', async () => {
    await withClient(untouched.webUrl, () =>
      expect(restoreInto(untouched, file)).rejects.toThrow('Stop them, then restore'),
    )
  })
})

describe('an archive that is not as it was written', () => {
  const damaged = (name: string, change: (bytes: Buffer) => Buffer): string => {
    const copy = join(folder, name)
    writeFileSync(copy, change(readFileSync(file)))
    return copy
  }

  test('is refused in a sentence wherever it was cut, and changes nothing', async () => {
    const { size } = statSync(file)
    for (const share of [0, 0.01, 0.3, 0.7, 0.99]) {
      const copy = damaged('cut.zip', (bytes) => bytes)
      truncateSync(copy, Math.floor(size * share))
      await expect(openArchive(copy), `cut at ${share}`).rejects.toThrow('is not a whole backup of Steward')
    }
    await expect(openArchive(damaged('text.zip', () => Buffer.from('no archive')))).rejects.toThrow(
      'not a whole backup',
    )
    await expect(openArchive(join(folder, 'none.zip'))).rejects.toThrow('cannot be read (ENOENT)')
    await expect(openArchive(folder)).rejects.toThrow('is not a whole backup of Steward')
  })

  test('is refused wherever a byte of it was changed, and the database stays as it was', async () => {
    const before = await contents(untouched)
    const history = readFileSync(file).indexOf('tables/history.copy')
    for (const at of [history + 60, history + 400, history + 900]) {
      const copy = damaged('flipped.zip', (bytes) => {
        bytes[at] = (bytes[at] ?? 0) ^ 0x55
        return bytes
      })
      await expect(restoreInto(untouched, copy), `at ${at}`).rejects.toThrow('is not a whole backup of Steward')
      expect(await contents(untouched)).toEqual(before)
    }
  })

  test.for([
    ['a newer Steward', [['20990101000000_later', 'x']], 'made by a newer Steward'],
    ['an older Steward', [], 'made by an older Steward'],
    ['a changed Steward', null, 'made by a changed Steward'],
  ] as const)('of %s is refused with what to do', async ([, added, sentence]) => {
    const archive = await openArchive(file)
    const migrations = [...archive.manifest.migrations]
    if (added === null) migrations[0] = { name: migrations[0]?.name ?? '', checksum: 'another' }
    else if (added.length === 0) migrations.pop()
    for (const [name, checksum] of added ?? []) migrations.push({ name, checksum })
    const other = { ...archive, manifest: manifestSchema.parse({ ...archive.manifest, migrations }) }
    await expect(restoreBackup({ url: untouched.url, archive: other, replace: false })).rejects.toThrow(sentence)
    archive.close()
  })

  test('with a history of another head is refused', async () => {
    const before = await contents(untouched)
    const archive = await openArchive(file)
    const history = archive.manifest.history.map((chain) => ({ ...chain, head: 'f'.repeat(64) }))
    const other = { ...archive, manifest: { ...archive.manifest, history } }
    await expect(restoreBackup({ url: untouched.url, archive: other, replace: false })).rejects.toThrow(
      'not the one that its manifest names',
    )
    expect(await contents(untouched)).toEqual(before)
    archive.close()
  })
})
