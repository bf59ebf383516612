import pino from 'pino'
import { env } from './env.ts'

const REDACTED_PATHS = ['password', 'secret', 'token', 'authorization', 'cookie', 'externalId', 'databaseUrl'].flatMap(
  (name) => [name, `*.${name}`],
)

let shared: pino.Logger | undefined

/** The process's logger: JSON lines on stderr, since stdout carries only results. Secrets are cut at the sink. */
export function log(): pino.Logger {
  shared ??= pino({ level: env().logLevel, redact: REDACTED_PATHS }, pino.destination(2))
  return shared
}
