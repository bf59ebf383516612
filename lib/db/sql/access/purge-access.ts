import type { AuthTx } from '../../auth-database.ts'
import { Prisma } from '../../generated/client.ts'

type Purge = { now: Date; begunBefore: Date; most: number }

/**
 * Removes sessions, administrators' links and what is under way at sign-ins, where they are over; at most so many of each
 * at a time, so that nobody who signs in waits for them.
 */
export async function purgeAccess(database: Pick<AuthTx, '$executeRaw'>, { now, begunBefore, most }: Purge) {
  const ended = Prisma.sql`expires_at < ${now}`
  const first = Prisma.sql`ORDER BY expires_at LIMIT ${most} FOR UPDATE SKIP LOCKED`
  await database.$executeRaw`
    DELETE FROM auth_session WHERE id IN (
      SELECT id FROM auth_session WHERE ${ended} OR created_at < ${begunBefore} ${first})`
  await database.$executeRaw`
    DELETE FROM auth_verification WHERE id IN (SELECT id FROM auth_verification WHERE ${ended} ${first})`
  await database.$executeRaw`
    DELETE FROM administrator_link WHERE token_hash IN (
      SELECT token_hash FROM administrator_link WHERE ${ended} ${first})`
}
