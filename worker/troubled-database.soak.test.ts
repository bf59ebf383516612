import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readDatabaseUrl } from '#lib/db/database-url'
import { type OwnServer, startOwnServer } from '#lib/db/testing/own-server'
import { summariseRun } from '#lib/inventory/collection/collect-inline'
import { requestRun } from '#lib/inventory/collection/request-run'
import { type CollectedWorld, openWorld } from '#lib/inventory/testing/collected-world'
import { startWorker, untilRead } from '#lib/inventory/testing/dropped-connections'
import { readState } from '#lib/inventory/testing/killed-collection'

const TROUBLED_MS = 8_000
const AFTER_SCOPES = 40

let own: OwnServer
let world: CollectedWorld
beforeEach(async () => {
  own = await startOwnServer()
  world = await openWorld({ seed: 5, accounts: 4 }, { timeoutMs: 10_000 }, own.server)
})
afterEach(async () => {
  await world.close()
  await own.stop()
})

const admin = (sql: string) => world.database.admin.query(sql)
const workerLogin = () => readDatabaseUrl(world.database.workerUrl).user

/** What begins in the middle of a run, and how it ends. */
const TROUBLES: Record<string, () => Promise<() => Promise<unknown>>> = {
  'every connection but one is used up (F60)': async () => {
    await admin(`ALTER ROLE ${workerLogin()} CONNECTION LIMIT 1`)
    await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${workerLogin()}'`)
    return () => admin(`ALTER ROLE ${workerLogin()} CONNECTION LIMIT -1`)
  },
  'a table is locked (F60)': async () => {
    const client = await world.database.admin.connect()
    await client.query('BEGIN; LOCK TABLE run_scope, scope IN ACCESS EXCLUSIVE MODE')
    return async () => {
      await client.query('ROLLBACK')
      client.release()
    }
  },
  'the disk is full (F61)': async () => {
    await admin(`CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$`)
    await admin('CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON scope EXECUTE FUNCTION no_room()')
    return () => admin('DROP TRIGGER no_room ON scope')
  },
  'the database takes no changes (F62)': async () => {
    await admin('ALTER SYSTEM SET default_transaction_read_only = on')
    await admin('SELECT pg_reload_conf()')
    return async () => {
      await admin('ALTER SYSTEM RESET default_transaction_read_only')
      await admin('SELECT pg_reload_conf()')
    }
  },
}

test.each(Object.entries(TROUBLES))(
  'while %s, a worker stays, and then reads what an undisturbed one reads',
  async (_, begin) => {
    const { worker: pool } = world.database
    await world.collect()
    const undisturbed = await readState(world.database)
    const before = Number(
      (await admin(`SELECT count(*) AS n FROM run_scope WHERE status NOT IN ('pending', 'running')`)).rows[0].n,
    )
    const first = await requestRun(pool, { trigger: 'manual' })
    const { child, ended } = startWorker(world, { limitMs: 600_000 })
    try {
      await untilRead(world, before + AFTER_SCOPES, child)
      const end = await begin()
      await wait(TROUBLED_MS)
      await end()
      const settled = (runId: string) => async () => (await summariseRun(pool, runId)).status
      await expect.poll(settled(first), { timeout: 240_000, interval: 500 }).not.toMatch(/^(requested|running)$/)
      const next = await requestRun(pool, { trigger: 'manual' })
      await expect.poll(settled(next), { timeout: 120_000, interval: 500 }).toMatch(/^(complete|partial)$/)
      expect(child.exitCode).toBe(null)
      expect(await readState(world.database)).toEqual(undisturbed)
    } finally {
      child.kill('SIGTERM')
      expect(await ended).toMatchObject({ status: 0 })
    }
  },
)
