/**
 * The database as Prisma's WebAssembly schema engine sees it while migrating. The stock adapter cannot serve here: it
 * splits scripts at every semicolon, which breaks functions, is not atomic, and cannot read the catalog type "char".
 */
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type pg from 'pg'
import { clientConfig, LastingClient, makePool } from '../clients.ts'
import { changeDatabaseUrl } from '../database-url.ts'

/** OID of the catalog type "char", and of text, as which it is read. */
const CATALOG_CHAR_OID = 18
const TEXT_OID = 25
/** Marks such a column on its way through the stock adapter. */
const MARK = '\u0001char'

type Result = pg.QueryArrayResult | pg.QueryResult

function markCatalogChars<Answer extends Result | Result[]>(answer: Answer): Answer {
  for (const result of [answer].flat() as Result[]) {
    for (const field of result?.fields ?? []) {
      if (field.dataTypeID !== CATALOG_CHAR_OID) continue
      field.dataTypeID = TEXT_OID
      field.name += MARK
    }
  }
  return answer
}

class CatalogClient extends LastingClient {
  // biome-ignore lint/suspicious/noExplicitAny: pg's query has a dozen overloads and this one passes them all through.
  override query(...args: any[]): any {
    const at = args.findLastIndex((argument) => typeof argument === 'function')
    const query = super.query.bind(this) as (...values: unknown[]) => unknown
    if (at < 0) {
      const pending = query(...args)
      return pending instanceof Promise ? pending.then((result) => markCatalogChars(result)) : pending
    }
    const callback = args[at]
    args[at] = (error: Error | null, result: Result | undefined) => callback(error, result && markCatalogChars(result))
    return query(...args)
  }
}

export class MigrationAdapterFactory extends PrismaPg {
  readonly #url: string
  readonly #shadows = new Set<string>()

  readonly #opened = new Set<pg.Pool>()

  constructor(url: string) {
    super(clientConfig(url))
    this.#url = url
  }

  override async connect() {
    const pool = this.#pool(this.#url)
    this.#opened.add(pool)
    return this.#open(pool, () => this.#end(pool))
  }

  /** A database of its own: with a connection string the stock adapter would shadow into the real one. */
  override async connectToShadowDb() {
    const name = `shadow_${randomUUID().replaceAll('-', '')}`
    await this.#administer([`CREATE DATABASE "${name}"`])
    this.#shadows.add(name)
    const pool = this.#pool(changeDatabaseUrl(this.#url, { database: name }))
    this.#opened.add(pool)
    return this.#open(pool, () => this.#end(pool))
  }

  /** Call when done: the engine leaves its connections open, with its lock, and after a failure its shadow database. */
  async cleanUp(): Promise<void> {
    await Promise.all([...this.#opened].map((pool) => this.#end(pool)))
    const names = [...this.#shadows]
    this.#shadows.clear()
    await this.#administer(names.map((name) => `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`))
  }

  async #end(pool: pg.Pool): Promise<void> {
    if (this.#opened.delete(pool)) await pool.end()
  }

  #pool(url: string): pg.Pool {
    return makePool(url, { max: 4, Client: CatalogClient })
  }

  async #administer(statements: readonly string[]): Promise<void> {
    if (statements.length === 0) return
    const pool = this.#pool(this.#url)
    try {
      for (const statement of statements) await pool.query(statement)
    } finally {
      await pool.end()
    }
  }

  async #open(pool: pg.Pool, dispose: () => Promise<void>) {
    const adapter = await new PrismaPg(pool).connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query)
      result.columnNames.forEach((name, index) => {
        if (!name.endsWith(MARK)) return
        result.columnNames[index] = name.slice(0, -MARK.length)
        result.columnTypes[index] = ColumnTypeEnum.Character
      })
      return result
    }
    // The whole file in one simple-protocol message is one implicit transaction.
    adapter.executeScript = async (script: string) => {
      const client = await pool.connect()
      try {
        await client.query(script)
      } catch (error) {
        ;(adapter as unknown as { onError(error: unknown): never }).onError(error)
      } finally {
        client.release()
      }
    }
    ;(adapter as SqlDriverAdapter).dispose = dispose
    return adapter
  }
}
