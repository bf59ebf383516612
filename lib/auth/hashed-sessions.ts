/** Sessions are kept by a hash of their token: whoever reads the table, or a backup of it, cannot sign in with what it holds. */
import { createHmac } from 'node:crypto'
import type { AuthDatabase } from '../db/auth-database.ts'

/** Bound to the secret of the installation, so that rows of another one are of no use here. */
const hashOf = (token: string, secret: string): string =>
  createHmac('sha256', secret).update(`session-token/${token}`).digest('base64url')

/** Keys that hold a token below a condition on it: `{ equals: … }`, `{ in: […] }`. */
const OPERATORS = ['equals', 'in', 'not', 'notIn']

type Replace = (token: string) => string

function replaceIn(value: unknown, isToken: boolean, replace: Replace): unknown {
  if (typeof value === 'string') return isToken ? replace(value) : value
  if (Array.isArray(value)) return value.map((each) => replaceIn(each, isToken, replace))
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      replaceIn(each, key === 'token' || (isToken && OPERATORS.includes(key)), replace),
    ]),
  )
}

/**
 * The client that Better Auth works with. The database never sees the token of a session: it is hashed in whatever is
 * asked or written. Who asked by a token gets it back with the row, since Better Auth writes it into the cookie once more.
 */
export const withHashedSessions = (client: AuthDatabase, secret: string) =>
  client.$extends({
    query: {
      authSession: {
        async $allOperations({ args, query }) {
          const tokens = new Map<string, string>()
          const hashed = replaceIn(args, false, (token) => {
            const hash = hashOf(token, secret)
            tokens.set(hash, token)
            return hash
          })
          const result = await query(hashed as typeof args)
          return replaceIn(result, false, (hash) => tokens.get(hash) ?? hash) as typeof result
        },
      },
    },
  })
