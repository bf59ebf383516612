import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { makePrismaAdapter } from './clients.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { notingTrouble } from './noted-trouble.ts'
import { databaseUrls } from './urls.ts'

/** Who asks. `everything` readers are the CCoE and auditors; a member reads what their teams own. */
export type Viewer = {
  personId: string
  name: string
  role: 'ccoe' | 'member' | 'auditor'
  teamIds: readonly string[]
}

/** Whether the viewer may read everything, rather than what their teams own. */
export const readsEverything = ({ role }: Viewer): boolean => role !== 'member'

/** A viewer for commands and jobs of this installation's own operator: reads everything. */
export const operator: Viewer = { personId: 'operator', name: 'operator', role: 'ccoe', teamIds: [] }

export type Tx = Prisma.TransactionClient

/** No statement of a page may run longer (T11). */
const STATEMENT_TIMEOUT_MS = 5_000
/** Shorter, so that who waits for somebody else's lock learns that it was one. */
export const LOCK_TIMEOUT_MS = 4_000
const POOL_SIZE = 10

const holder = globalThis as typeof globalThis & { stewardPrisma?: PrismaClient }

/** The web login's URL, given or derived from the migrator's. */
export function webDatabaseUrl(): string {
  const { databaseUrl, webDatabaseUrl: given } = env()
  if (given) return given
  if (databaseUrl) return databaseUrls(databaseUrl).web
  throw new AppError(
    'unavailable',
    'No database is set for the web process. Start it with `npm start`, or set DATABASE_URL.',
  )
}

function prisma(): PrismaClient {
  holder.stewardPrisma ??= new PrismaClient({
    adapter: makePrismaAdapter(webDatabaseUrl(), { max: POOL_SIZE, connectTimeoutMs: 5_000 }),
  })
  return holder.stewardPrisma
}

/**
 * The only way to the database for code that answers a person. Takes the viewer's database role for one transaction,
 * so that row security decides what exists for them; outside of it the login may read nothing.
 */
export async function asViewer<Result>(
  viewer: Viewer,
  work: (tx: Tx) => Promise<Result>,
  options: { statementTimeoutMs?: number; transactionTimeoutMs?: number } = {},
): Promise<Result> {
  const role = readsEverything(viewer) ? 'steward_web_all' : 'steward_web_member'
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS
  const lockTimeoutMs = Math.min(LOCK_TIMEOUT_MS, Math.ceil(statementTimeoutMs * 0.8))
  return notingTrouble(() =>
    prisma().$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT set_config('role', ${role}, true), set_config('steward.person', ${viewer.personId}, true),
        set_config('statement_timeout', ${String(statementTimeoutMs)}, true), set_config('timezone', 'UTC', true),
        set_config('lock_timeout', ${String(lockTimeoutMs)}, true)`
        return work(tx)
      },
      { maxWait: 5_000, timeout: options.transactionTimeoutMs ?? 15_000 },
    ),
  )
}

/** Ends the pool, for commands that are done and for tests. */
export async function closeViewerDatabase(): Promise<void> {
  await holder.stewardPrisma?.$disconnect()
  holder.stewardPrisma = undefined
}
