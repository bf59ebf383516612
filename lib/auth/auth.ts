import { prismaAdapter } from 'better-auth/adapters/prisma'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { z } from 'zod'
import { isHttps, ownOrigin } from '../core/own-address.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts'
import { authDatabase } from '../db/auth-database.ts'
import { env } from '../env.ts'
import { AppError } from '../errors.ts'
import { authSecret } from './auth-secret.ts'
import { withHashedSessions } from './hashed-sessions.ts'

/** A session ends this long after it was last used, */
const IDLE_LIMIT_MS = 12 * HOUR_MS
/** and this long after it began, used or not. */
export const ABSOLUTE_LIMIT_MS = 7 * 24 * HOUR_MS
/** Use is written down at most this often. */
const IDLE_STEP_MS = 15 * MINUTE_MS

const inSeconds = (ms: number) => ms / SECOND_MS

/**
 * Begins a session for a person whose identity the caller has proven. It has no path, so no request reaches it: the
 * routes that prove an identity call it on the server.
 */
const beginSession = {
  id: 'steward-begin-session',
  endpoints: {
    beginSession: createAuthEndpoint({ method: 'POST', body: z.object({ personId: z.string() }) }, async (ctx) => {
      const { internalAdapter } = ctx.context
      const user = await internalAdapter.findUserById(ctx.body.personId)
      if (!user) throw new AppError('unauthenticated', 'This person is not known any more. Sign in again.')
      const session = await internalAdapter.createSession(user.id)
      await setSessionCookie(ctx, { session, user }, false, { maxAge: inSeconds(ABSOLUTE_LIMIT_MS) })
      return ctx.json({ personId: user.id })
    }),
  },
} as const

function createAuth() {
  const secure = isHttps(env().baseUrl)
  const secret = authSecret()
  return betterAuth({
    appName: 'Steward',
    baseURL: ownOrigin(env()),
    secret,
    database: prismaAdapter(withHashedSessions(authDatabase(), secret), { provider: 'postgresql' }),
    user: { modelName: 'person' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification', storeIdentifier: 'hashed' },
    session: {
      modelName: 'authSession',
      expiresIn: inSeconds(IDLE_LIMIT_MS),
      updateAge: inSeconds(IDLE_STEP_MS),
      cookieCache: { enabled: false },
    },
    advanced: {
      // Its own `__Secure-` prefix is switched off, because the stricter `__Host-` is written into the name.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: secure ? '__Host-steward_session' : 'steward_session',
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
        },
      },
      database: { generateId: () => crypto.randomUUID() },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
    plugins: [beginSession],
  })
}

type Auth = ReturnType<typeof createAuth>

const holder = globalThis as typeof globalThis & { stewardAuth?: Auth | undefined }

/** Sign-in's core, made on first use, so that a build needs no settings. None of its own routes is mounted. */
export function auth(): Auth {
  holder.stewardAuth ??= createAuth()
  return holder.stewardAuth
}

/** For tests of what the settings decide. */
export function forgetAuth(): void {
  holder.stewardAuth = undefined
}
