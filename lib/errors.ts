/** Errors that a caller can act on. Anything else is a bug: logged once, answered with 500. */
export type AppErrorKind =
  | 'not_found'
  | 'forbidden'
  | 'unauthenticated'
  | 'invalid'
  | 'conflict'
  | 'limited'
  | 'unavailable'
  | 'usage'

export class AppError extends Error {
  readonly kind: AppErrorKind
  /** JSON-safe: what is there now, for a caller whose own view is out of date. */
  readonly current: unknown
  /** Seconds after which the same request may pass. */
  readonly retryAfterS: number | undefined

  /** `message` says what happened and what to do, in a sentence a person can follow. */
  constructor(
    kind: AppErrorKind,
    message: string,
    options: ErrorOptions & { current?: unknown; retryAfterS?: number } = {},
  ) {
    super(message, options)
    this.name = 'AppError'
    this.kind = kind
    this.current = options.current
    this.retryAfterS = options.retryAfterS
  }
}

/** The store failed, not what was asked: never a statement about AWS. `cause` is what went wrong there. */
export class StoreError extends Error {
  constructor(cause: unknown) {
    super('the store could not be asked, or could not take what was read', { cause })
    this.name = 'StoreError'
  }
}

/** The value, or an error that names what was missing in an answer that must contain it. */
export class MissingFieldError extends Error {
  readonly field: string

  constructor(field: string) {
    super(`the answer has no ${field}`)
    this.name = 'MissingFieldError'
    this.field = field
  }
}

export function required<Value>(value: Value | null | undefined, field: string): Value {
  if (value === null || value === undefined) throw new MissingFieldError(field)
  return value
}
