/** Prisma's schema engine from its WebAssembly build, so that a migration downloads nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { MigrationAdapterFactory } from './migration-adapter.ts'

type MigrationFile = { path: string; content: { tag: 'ok' | 'error'; value: string } }
type MigrationsList = {
  baseDir: string
  shadowDbInitScript: string
  lockfile: { path: string; content: string | null }
  migrationDirectories: { path: string; migrationFile: MigrationFile }[]
}
type SchemaEngine = {
  applyMigrations(input: object): Promise<{ appliedMigrationNames: string[] }>
  diff(input: object): Promise<{ exitCode: number; stdout: string | null }>
  devDiagnostic(input: object): Promise<{ action: { tag: string; reason?: string } }>
}

const FILTERS = { externalTables: [], externalEnums: [] }

let initialised: Promise<void> | undefined

async function initialise(): Promise<void> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      message: '',
      set_message(message: string) {
        this.message = message
      },
    },
  })
  // The package's own entry needs a bundler, so its module is instantiated by hand.
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const { instance } = await WebAssembly.instantiate(readFileSync(script.replace(/\.js$/, '.wasm')), {
    './schema_engine_bg.js': glue,
  })
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
}

function listMigrations(folder: string): MigrationsList {
  const baseDir = resolve(folder)
  const lock = join(baseDir, 'migration_lock.toml')
  const read = (file: string): MigrationFile['content'] =>
    existsSync(file) ? { tag: 'ok', value: readFileSync(file, 'utf8') } : { tag: 'error', value: 'missing' }
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
  return {
    baseDir,
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: existsSync(lock) ? readFileSync(lock, 'utf8') : null },
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: read(join(baseDir, name, 'migration.sql')) },
    })),
  }
}

/** Opens the engine on a database, hands it to `use`, and cleans up whatever happened. */
async function withEngine<Result>(
  url: string,
  schemaFile: string,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  initialised ??= initialise()
  await initialised
  const source = new MigrationAdapterFactory(url)
  const datamodels: [string, string][] = [[resolve(schemaFile), readFileSync(schemaFile, 'utf8')]]
  const engine = await glue.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(source))
  try {
    return await use(engine)
  } finally {
    await source.cleanUp()
  }
}

/** Applies what is pending. The engine takes its own advisory lock, so concurrent calls are safe. */
export function applyMigrations(url: string, schemaFile: string, folder: string): Promise<string[]> {
  return withEngine(url, schemaFile, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: listMigrations(folder),
      filters: FILTERS,
    })
    return appliedMigrationNames
  })
}

/** The SQL that leads from the migrations to the schema, or null when they agree. Needs a server that may create databases. */
export function draftMigration(url: string, schemaFile: string, folder: string): Promise<string | null> {
  return withEngine(url, schemaFile, async (engine) => {
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...listMigrations(folder) },
      to: { tag: 'schemaDatamodel', files: [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }] },
      script: true,
      exitCode: true,
      filters: FILTERS,
      shadowDatabaseUrl: null,
    })
    return exitCode === 2 ? stdout : null
  })
}
