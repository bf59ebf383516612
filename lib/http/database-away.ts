/**
 * What people get while the database is away, busy, read-only or full: 503 in words, with when to ask again. A route's
 * own answer says it; a page that could not be made for such a reason is answered here, because pages can only say 500.
 */
import diagnostics from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { type Noted, requestsUnderWay } from '../db/noted-trouble.ts'
import { type DatabaseTrouble, databaseTrouble } from '../db/trouble.ts'
import { AppError } from '../errors.ts'

/** The answer to a request that the database kept from being answered, or null when it was something else. */
export function databaseProblem(error: unknown): AppError | null {
  const trouble = databaseTrouble(error)
  if (trouble === null) return null
  return new AppError('unavailable', trouble.message, { cause: error, retryAfterS: trouble.retryAfterSeconds })
}

/** Once per process that serves pages. */
export function answerPagesInWords(): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const noted: Noted = { trouble: null }
    requestsUnderWay().enterWith(noted)
    replaceWhereTroubled((message as { response: ServerResponse }).response, noted)
  })
}

/** Turns a 500 that the database is the reason of into a page with 503; every other answer goes out as it is. */
function replaceWhereTroubled(response: ServerResponse, noted: Noted): void {
  const { writeHead, write, end } = response
  let isReplaced = false
  response.writeHead = function replacing(this: ServerResponse, status: number, ...rest: unknown[]) {
    const { trouble } = noted
    if (status !== 500 || trouble === null || isReplaced) {
      return writeHead.apply(this, [status, ...rest] as Parameters<typeof writeHead>)
    }
    isReplaced = true
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'etag']) this.removeHeader(name)
    writeHead.call(this, 503, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(trouble.retryAfterSeconds),
    })
    end.call(this, pageOf(trouble), 'utf8')
    return this
  } as typeof writeHead
  // What was to be written instead is left out.
  response.write = function leavingOut(this: ServerResponse, ...args: unknown[]) {
    return isReplaced || startsReplaced(this) ? calledBack(args) : write.apply(this, args as Parameters<typeof write>)
  } as typeof write
  response.end = function leavingOut(this: ServerResponse, ...args: unknown[]) {
    if (!isReplaced && !startsReplaced(this)) return end.apply(this, args as Parameters<typeof end>)
    calledBack(args)
    return this
  } as typeof end

  function startsReplaced(asked: ServerResponse): boolean {
    if (!asked.headersSent && asked.statusCode === 500 && noted.trouble !== null) asked.writeHead(500)
    return isReplaced
  }
}

function calledBack(args: unknown[]): true {
  const callback = args.findLast((argument) => typeof argument === 'function') as (() => void) | undefined
  if (callback) process.nextTick(callback)
  return true
}

/** Without scripts, style sheets and foreign texts: nothing of it depends on what is away. It looks again by itself. */
function pageOf({ message, retryAfterSeconds }: DatabaseTrouble): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${retryAfterSeconds}">
<title>Not available just now · Steward</title>
</head>
<body style="font: 16px/1.5 'Open Sans', sans-serif; max-width: 40em; margin: 15vh auto 0; padding: 0 1em">
<h1 style="font-size: 1.4em">Steward cannot show this page just now</h1>
<p>${message}</p>
<p>What was decided before is safe. This page looks again every ${retryAfterSeconds} seconds.</p>
<p><a href="">Look again now</a></p>
</body>
</html>
`
}
