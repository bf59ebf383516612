/** A PostgreSQL of the bench's own, as Steward ships it: nothing switched off, nothing tuned. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withClient } from '#lib/db/clients'
import { changeDatabaseUrl } from '#lib/db/database-url'
import { startCluster } from '#lib/db/embedded/cluster'
import { setUpDatabase } from '#lib/db/set-up/set-up-database'
import { databaseUrls } from '#lib/db/urls'

export type BenchDatabase = {
  /** The migrator's. */
  url: string
  webUrl: string
  workerUrl: string
  /** Row security does not apply to it: for filling and looking. */
  superuserUrl: string
}

export type BenchServer = {
  /** A migrated, empty database. */
  createDatabase(name: string): Promise<BenchDatabase>
  /** Without a table, for whoever sets it up. */
  createEmptyDatabase(name: string): Promise<BenchDatabase>
  dropDatabase(name: string): Promise<void>
  /** All of them, whoever is still at work there. */
  dropDatabases(): Promise<void>
  stop(): Promise<void>
}

const onDatabase = (url: string, name: string): string => changeDatabaseUrl(url, { database: name })

export async function startServer(): Promise<BenchServer> {
  const home = mkdtempSync(join(tmpdir(), 'steward-bench-'))
  const cluster = await startCluster({ home })
  const asSuperuser = (sql: string) => withClient(cluster.superuserUrl, (client) => client.query(sql))
  const names = new Set<string>()
  const dropDatabase = async (name: string) => {
    names.delete(name)
    await asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  }
  const createEmptyDatabase = async (name: string): Promise<BenchDatabase> => {
    names.add(name)
    await asSuperuser(`CREATE DATABASE ${name} OWNER steward`)
    const url = onDatabase(cluster.url, name)
    const { web, worker } = databaseUrls(url)
    return { url, webUrl: web, workerUrl: worker, superuserUrl: onDatabase(cluster.superuserUrl, name) }
  }
  return {
    createDatabase: async (name) => {
      const database = await createEmptyDatabase(name)
      await setUpDatabase({ url: database.url, mode: 'demo' })
      return database
    },
    createEmptyDatabase,
    dropDatabase,
    dropDatabases: async () => {
      for (const name of names) await dropDatabase(name)
    },
    stop: async () => {
      await cluster.stop()
      for (const directory of [home, cluster.home]) rmSync(directory, { recursive: true, force: true })
    },
  }
}
