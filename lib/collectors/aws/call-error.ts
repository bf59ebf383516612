/** What a call to AWS can end with, before `causes.ts` says what it means for a scope. */

/** A call that AWS refused or that never got a usable answer, with the service, operation and code that tell why. */
export class AwsCallError extends Error {
  readonly service: string
  readonly operation: string
  /** AWS's own error code, or Node's for the network. */
  readonly code: string
  readonly httpStatus: number | null
  /** The Region that was called, where it is another than the reading's own. */
  elsewhere: string | undefined

  constructor(service: string, operation: string, error: unknown) {
    const { code, message, httpStatus } = detailsOf(error)
    super(message, { cause: error })
    this.name = 'AwsCallError'
    this.service = service
    this.operation = operation
    this.code = code
    this.httpStatus = httpStatus
  }
}

/** An answer that is no answer: HTML, half a JSON document, nothing at all. Retried by the SDK like a server fault. */
export class BadResponseError extends Error {
  readonly $retryable = { throttling: false }
  /** Whether it is nothing that AWS itself sends, so that something on the way must have answered in its place. */
  readonly isForeign: boolean

  constructor(message: string, { isForeign = false, ...options }: ErrorOptions & { isForeign?: boolean } = {}) {
    super(message, options)
    this.name = 'BadResponseError'
    this.isForeign = isForeign
  }
}

/** One attempt took longer than it may, whatever it was doing. */
export class AttemptTimeoutError extends Error {
  readonly $retryable = { throttling: false }

  constructor(timeoutMs: number) {
    super(`no whole answer within ${timeoutMs} ms`)
    this.name = 'TimeoutError'
  }
}

/** AWS was not asked, because the proxy on the way did not let the call through. `setting` names the proxy. */
export class ProxyError extends Error {
  readonly setting: string

  constructor(setting: string, trouble: string) {
    super(`the proxy that ${setting} names ${trouble}`)
    this.name = 'ProxyError'
    this.setting = setting
  }
}

/** A listing handed out a page token that it had handed out before. */
export class PaginationLoopError extends Error {
  constructor(operation: string) {
    super(`${operation} returned a page token for the second time`)
    this.name = 'PaginationLoopError'
  }
}

/** The credentials, or a row, belong to another account than the one that was asked (T17). */
export class IdentityMismatchError extends Error {
  readonly expected: string
  readonly found: string

  constructor(expected: string, found: string) {
    super(`asked for account ${expected}, found ${found}`)
    this.name = 'IdentityMismatchError'
    this.expected = expected
    this.found = found
  }
}

/** Why a run or its worker stopped; the reason of the AbortSignal that everything here is given. */
export class RunStoppedError extends Error {
  readonly code: 'RUN_DEADLINE' | 'INTERRUPTED'

  constructor(code: 'RUN_DEADLINE' | 'INTERRUPTED') {
    super(code === 'RUN_DEADLINE' ? 'the collection reached its time limit' : 'the worker was asked to stop')
    this.name = 'RunStoppedError'
    this.code = code
  }
}

/** What was to be read is not switched on in AWS. */
export class NotSwitchedOnError extends Error {
  readonly code: 'ORG_VIEW' | 'NO_AGGREGATOR'
  /** Where it was looked for, where that is more than one place. */
  readonly searched: SearchedRegions | null

  constructor(code: 'ORG_VIEW' | 'NO_AGGREGATOR', searched: SearchedRegions | null = null) {
    super(code)
    this.name = 'NotSwitchedOnError'
    this.code = code
    this.searched = searched
  }
}

/** `closedRegions` are closed to us by a policy of the organisation; `name` is the one that settings ask for. */
export type SearchedRegions = {
  name: string | null
  regions: readonly string[]
  closedRegions: readonly string[]
}

type ShortfallCode = 'NO_AGGREGATOR' | 'BUDGET' | 'FAILED_SET' | 'MISSING_FIELD' | 'AGGREGATOR_STALE'

/**
 * Something a source could not get although AWS answered: a budget used up, a metric that came back incomplete. What was
 * read is right, and the reading is partial.
 */
export class ShortfallError extends Error {
  readonly code: ShortfallCode
  readonly remedy: string

  constructor(code: ShortfallCode, message: string, remedy: string) {
    super(message)
    this.name = 'ShortfallError'
    this.code = code
    this.remedy = remedy
  }
}

type SdkError = { name?: string; code?: unknown; message?: string; $metadata?: { httpStatusCode?: number } }

const NODE_CODE = /^(E[A-Z_]+|ERR_|CERT_|UNABLE_|SELF_SIGNED|DEPTH_ZERO)/

function detailsOf(error: unknown): { code: string; message: string; httpStatus: number | null } {
  if (!(error instanceof Error)) return { code: 'Unknown', message: String(error), httpStatus: null }
  const { name, code, message, $metadata }: SdkError = error
  // Services name errors in `name`. Node names those of the network in `code`, and the SDK calls a reset a time-out.
  const ofNetwork = typeof code === 'string' && NODE_CODE.test(code) && code !== 'ETIMEDOUT' ? code : undefined
  return { code: ofNetwork ?? name ?? 'Unknown', message: message ?? '', httpStatus: $metadata?.httpStatusCode ?? null }
}
