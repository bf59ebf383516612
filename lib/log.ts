import { format, stripVTControlCharacters } from 'node:util'
import pino from 'pino'
import { escapedJson } from './encode/json.ts'
import { env } from './env.ts'

/** What a name says about its value, in any spelling: `sessionToken`, `set-cookie`, `DATABASE_URL`. */
const NAMES_A_SECRET = /password|secret|token|authorization|cookie|credential|externalid|databaseurl/i
const REDACTED = '[Redacted]'
/** Deeper than this nothing of ours is logged; a circle ends here too. */
const DEPTH_MAX = 6

let shared: pino.Logger | undefined

const options = (): pino.LoggerOptions => ({
  level: env().logLevel,
  formatters: { log: (entry) => withoutSecrets(entry) as Record<string, unknown> },
  serializers: { err: describeError },
  // Names of others stand in it, and people read it in a terminal.
  hooks: { streamWrite: escapedJson },
})

/** The process's logger: JSON lines on stderr, since stdout carries only results. Secrets are cut here, at the sink (T14). */
export function log(): pino.Logger {
  shared ??= pino(options(), pino.destination(2))
  return shared
}

/** The same for what another process said, which was told in words instead of entries. */
export function logTo(sink: pino.DestinationStream, part: string): pino.Logger {
  return pino({ ...options(), base: { part } }, sink)
}

/** What libraries print for people becomes entries of the log as well. */
export function logConsole(): void {
  for (const [method, level] of Object.entries(CONSOLE_LEVELS)) {
    Object.assign(console, { [method]: (...said: unknown[]) => logSaid(level, said) })
  }
}

const CONSOLE_LEVELS = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
  trace: 'debug',
} as const

function logSaid(level: pino.Level, said: readonly unknown[]): void {
  const error = said.find((one) => one instanceof Error)
  const words = withoutPasswords(stripVTControlCharacters(format(...said.filter((one) => one !== error)))).trim()
  if (error) log()[level]({ err: error }, words || error.message)
  else if (words !== '') log()[level](words)
}

/** The same with every secret cut, however deep it stands: by its name, or as the password of a URL. */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return withoutPasswords(value)
  // Errors are described by the serialiser below.
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value
  if (depth === DEPTH_MAX) return REDACTED
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      NAMES_A_SECRET.test(name.replace(/[-_]/g, '')) ? REDACTED : withoutSecrets(one, depth + 1),
    ]),
  )
}

const withoutPasswords = (text: string): string => text.replace(/(:\/\/[^\s:/@]*:)[^\s/]+@/g, `$1${REDACTED}@`)

type DescribedError = { type: string; message: string; code?: string; stack?: string; cause?: DescribedError }

const CAUSES_MAX = 5

/**
 * An error as it is logged: by name, and nothing else that hangs on it. Database errors carry rows in their details, and
 * those of a lost connection the whole client with its settings (T14).
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: withoutPasswords(String(error)) }
  const { name, message, stack, cause } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return {
    type: name,
    ...(code === undefined ? {} : { code }),
    message: withoutPasswords(message),
    ...(stack === undefined ? {} : { stack: withoutPasswords(stack) }),
    ...(cause === undefined || depth === CAUSES_MAX ? {} : { cause: describeError(cause, depth + 1) }),
  }
}
