import type { AuthTx } from '../../auth-database.ts'

/** Removes sessions that are over, at most so many at a time, so that nobody who signs in waits for them. */
export async function purgeSessions(
  database: Pick<AuthTx, '$executeRaw'>,
  { now, begunBefore, most }: { now: Date; begunBefore: Date; most: number },
): Promise<number> {
  return database.$executeRaw`
    DELETE FROM auth_session WHERE id IN (
      SELECT id FROM auth_session WHERE expires_at < ${now} OR created_at < ${begunBefore}
      ORDER BY expires_at LIMIT ${most} FOR UPDATE SKIP LOCKED)`
}
