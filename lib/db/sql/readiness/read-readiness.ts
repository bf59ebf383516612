import { authDatabase } from '../../auth-database.ts'

export type StoredReadiness = { mode: 'demo' | 'aws'; pastComplete: boolean; migrations: string[] }

/** Undefined where the database was set up by nobody yet. */
export async function readReadiness(): Promise<StoredReadiness | undefined> {
  const rows = await authDatabase().$queryRaw<StoredReadiness[]>`
    SELECT mode, past_complete AS "pastComplete", migrations FROM public.steward_readiness()`
  return rows[0]
}
