import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CollectedWorld, openWorld } from '../testing/collected-world.ts'

let world: CollectedWorld
beforeAll(async () => {
  world = await openWorld({ seed: 2, accounts: 4 }, { timeoutMs: 10_000 })
})
afterAll(() => world.close())

const SOURCES = ['organization', 'organization.tags', 'account.contacts', 'account.regions', 'lambda.functions']
const scopes = (where: string) =>
  world.database.admin.query<{ status: string; cause: string; message: string }>(
    `SELECT DISTINCT status, cause, message FROM scope WHERE ${where} ORDER BY 1, 2`,
  )

/** Whatever the database says no to: a value, a constraint, more than it has room for. */
const refusing = (table: string, sqlState: string) => `
  CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'index row size 1000032 exceeds maximum' USING ERRCODE = '${sqlState}'; END $$;
  CREATE TRIGGER refused BEFORE INSERT OR UPDATE OR DELETE ON ${table} EXECUTE FUNCTION refuse()`

test.each([
  ['23514', 'lambda_version', 'lambda.functions'],
  ['54000', 'account_contact', 'account.contacts'],
  ['22001', 'account_tag', 'organization.tags'],
])('SQLSTATE %s on %s is a cause in its scope, and the rest goes on', async (sqlState, table, source) => {
  await world.database.admin.query(refusing(table, sqlState))
  const run = await world.collect({ sources: SOURCES })
  await world.database.admin.query(`DROP TRIGGER refused ON ${table}; TRUNCATE ${table}`)
  expect(run.status).toBe('partial')
  const { rows } = await scopes(`source = '${source}' AND status = 'failed'`)
  expect(new Set(rows.map(({ cause }) => cause))).toEqual(new Set(['UNSTORABLE']))
  expect(rows[0]?.message).toContain(`cannot be stored (SQLSTATE ${sqlState})`)
  const others = await scopes(`source <> '${source}' AND status NOT IN ('complete', 'skipped', 'never')`)
  expect(others.rows).toEqual([])
})
