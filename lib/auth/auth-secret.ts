import { createHmac } from 'node:crypto'
import { webDatabaseUrl } from '../db/as-viewer.ts'
import { readDatabaseUrl } from '../db/database-url.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'

/**
 * What signs session cookies: `STEWARD_AUTH_SECRET`, else a secret that follows from the web login's password, so that
 * nothing has to be stored and every web process of one installation has the same. A cookie alone is worth nothing: its
 * token must also be a row of the session table.
 */
export function authSecret(): string {
  const { authSecret: given } = env()
  if (given) return given
  const { password, database } = readDatabaseUrl(webDatabaseUrl())
  if (password === '') {
    throw new AppError('usage', 'Set STEWARD_AUTH_SECRET: the web login has no password to derive a secret from.')
  }
  return createHmac('sha256', password).update(`session/${database}`).digest('base64url')
}
