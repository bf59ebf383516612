import { defineConfig } from 'prisma/config'

// The schema engine binary is never used: migrations run on the WebAssembly build (lib/db/migrate). Naming a file that
// exists keeps every Prisma command from trying to download it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } })
