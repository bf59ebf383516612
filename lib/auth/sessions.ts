import { authDatabase } from '../db/auth-database.ts'
import { purgeAccess } from '../db/sql/access/purge-access.ts'
import { ABSOLUTE_LIMIT_MS, auth } from './auth.ts'

/** Every sign-in adds one row and takes away up to so many, so that they do not pile up. */
const PURGED_AT_ONCE = 1_000

/** The `Set-Cookie` headers that begin a session for a person whose identity has been proven. */
export async function beginSession(personId: string): Promise<Headers> {
  const now = new Date()
  const begunBefore = new Date(now.getTime() - ABSOLUTE_LIMIT_MS)
  await purgeAccess(authDatabase(), { now, begunBefore, most: PURGED_AT_ONCE })
  const { headers } = await auth().api.beginSession({ body: { personId }, returnHeaders: true })
  return cookiesOf(headers)
}

/** Ends the session of a request, here and in the database, and gives the headers that remove its cookie. */
export async function endSession(requestHeaders: Headers): Promise<Headers> {
  const { headers } = await auth().api.signOut({ headers: requestHeaders, returnHeaders: true })
  return cookiesOf(headers)
}

function cookiesOf(source: Headers): Headers {
  const cookies = new Headers()
  for (const cookie of source.getSetCookie()) cookies.append('set-cookie', cookie)
  return cookies
}
