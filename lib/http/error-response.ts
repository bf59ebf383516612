import { AppError, type AppErrorKind } from '../errors.ts'
import { log } from '../log.ts'
import { databaseProblem } from './database-away.ts'

const STATUS_OF = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  limited: 429,
  unavailable: 503,
  usage: 503,
} as const satisfies Record<AppErrorKind, number>

/** What a route answers when it could not do what was asked. */
export type ErrorAnswer = { error: { kind: AppErrorKind | 'unexpected'; message: string; current?: unknown } }

/** The answer to an error: what a caller can act on is told; anything else is logged once and told as our fault. */
export function errorResponse(error: unknown, request: { method: string; url: string }): Response {
  const known = error instanceof AppError ? error : databaseProblem(error)
  if (known) {
    const { kind, message, current, retryAfterS } = known
    const answer = answerWith(STATUS_OF[kind], { error: { kind, message, ...(current !== undefined && { current }) } })
    if (retryAfterS !== undefined) answer.headers.set('retry-after', String(retryAfterS))
    return answer
  }
  log().error({ err: error, method: request.method, path: new URL(request.url).pathname }, 'a request failed')
  return answerWith(500, {
    error: { kind: 'unexpected', message: 'Something went wrong in Steward. It has been written to the log.' },
  })
}

function answerWith(status: number, body: ErrorAnswer): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}
