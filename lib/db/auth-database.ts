import { LOCK_TIMEOUT_MS, webDatabaseUrl } from './as-viewer.ts'
import { makePrismaAdapter } from './clients.ts'
import { PrismaClient } from './generated/client.ts'

/** What authentication writes through, in a transaction or out of one. */
export type AuthTx = Pick<PrismaClient, 'person' | 'membership' | 'administratorLink' | 'history' | '$executeRaw'>

const POOL_SIZE = 4

const holder = globalThis as typeof globalThis & { stewardAuthPrisma?: PrismaClient }

/**
 * Authentication's own handle. It comes in by the web login and takes the role `steward_auth` for the whole connection,
 * which may touch people, memberships, sessions and one-time links, and nothing that belongs to an account.
 */
export function authDatabase(): PrismaClient {
  holder.stewardAuthPrisma ??= new PrismaClient({
    adapter: makePrismaAdapter(webDatabaseUrl(), {
      max: POOL_SIZE,
      connectTimeoutMs: 5_000,
      onConnect: [
        'SET ROLE steward_auth',
        'SET statement_timeout = 5000',
        `SET lock_timeout = ${LOCK_TIMEOUT_MS}`,
        "SET timezone = 'UTC'",
      ],
    }),
  })
  return holder.stewardAuthPrisma
}

/** Ends the pool, for commands that are done and for tests. */
export async function closeAuthDatabase(): Promise<void> {
  await holder.stewardAuthPrisma?.$disconnect()
  holder.stewardAuthPrisma = undefined
}

export type AuthDatabase = ReturnType<typeof authDatabase>
