/** For tests: what can be wrong with a database for a while. Each begins, and answers with how it ends. */
import { readDatabaseUrl } from '../../db/database-url.ts'
import type { TestDatabase } from '../../db/test-database.ts'

type Trouble = (database: TestDatabase) => Promise<() => Promise<unknown>>

export const databaseTroubles: Record<string, Trouble> = {
  'every connection but one is used up': async ({ admin, workerUrl }) => {
    const { user } = readDatabaseUrl(workerUrl)
    await admin.query(`ALTER ROLE ${user} CONNECTION LIMIT 1`)
    await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [user])
    return () => admin.query(`ALTER ROLE ${user} CONNECTION LIMIT -1`)
  },
  'a table is locked': async ({ admin }) => {
    const client = await admin.connect()
    await client.query('BEGIN; LOCK TABLE run_scope, scope IN ACCESS EXCLUSIVE MODE')
    return async () => {
      await client.query('ROLLBACK')
      client.release()
    }
  },
  'the disk is full': async ({ admin }) => {
    await admin.query(`CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$`)
    await admin.query('CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON scope EXECUTE FUNCTION no_room()')
    return () => admin.query('DROP TRIGGER no_room ON scope')
  },
  'the database takes no changes': async ({ admin }) => {
    await admin.query('ALTER SYSTEM SET default_transaction_read_only = on')
    await admin.query('SELECT pg_reload_conf()')
    return async () => {
      await admin.query('ALTER SYSTEM RESET default_transaction_read_only')
      await admin.query('SELECT pg_reload_conf()')
    }
  },
}
