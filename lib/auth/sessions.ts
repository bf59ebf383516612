import { auth } from './auth.ts'

/** The `Set-Cookie` headers that begin a session for a person whose identity has been proven. */
export async function beginSession(personId: string): Promise<Headers> {
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
