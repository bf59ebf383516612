import pino from 'pino'
import { env } from './env.ts'

const REDACTED_PATHS = ['password', 'secret', 'token', 'authorization', 'cookie', 'externalId', 'databaseUrl'].flatMap(
  (name) => [name, `*.${name}`],
)

let shared: pino.Logger | undefined

/** The process's logger: JSON lines on stderr, since stdout carries only results. Secrets are cut at the sink. */
export function log(): pino.Logger {
  const options = { level: env().logLevel, redact: REDACTED_PATHS, serializers: { err: describeError } }
  shared ??= pino(options, pino.destination(2))
  return shared
}

type DescribedError = { type: string; message: string; code?: string; stack?: string; cause?: DescribedError }

const CAUSES_MAX = 5

/**
 * An error as it is logged: by name, and nothing else that hangs on it. Database errors carry rows in their details, and
 * those of a lost connection the whole client with its settings (T14).
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: name,
    ...(code === undefined ? {} : { code }),
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined || depth === CAUSES_MAX ? {} : { cause: describeError(cause, depth + 1) }),
  }
}
