/**
 * The server that everybody's requests reach first. It refuses what is no request that anything here could answer, puts
 * the security headers on every answer, and lets nobody hold a connection for long (T23). What passes goes to Next.js.
 */
import { createServer, type IncomingMessage, type Server, ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import onHeaders from 'on-headers'
import { isHttps } from '../core/own-address.ts'
import { SECOND_MS } from '../core/time.ts'
import { env } from '../env.ts'
import { log } from '../log.ts'
import { type PageStatus, withPageStatus } from './page-status.ts'
import { securityHeaders } from './security-headers.ts'
import { type Refusal, refusalOf } from './well-formed.ts'

export type FrontLimits = {
  /** From the first byte of a request until its headers are there. */
  headersMs: number
  /** Until its body is there too. No body here is larger than 256 KiB. */
  requestMs: number
  /** How often both are looked at. */
  lookEveryMs: number
  /** Between two requests. Longer than the minute that proxies keep a connection, so that they close it and not we. */
  idleMs: number
  /** At once. Further ones are closed as they come. */
  connections: number
}

const LIMITS: FrontLimits = {
  headersMs: 15 * SECOND_MS,
  requestMs: 30 * SECOND_MS,
  lookEveryMs: 5 * SECOND_MS,
  idleMs: 65 * SECOND_MS,
  connections: 2_000,
}

const BUG = 'Something went wrong in Steward. It has been written to the log.'
const UNREADABLE: Refusal = { status: 400, message: 'This is not a request that can be read.' }
/** What Node.js says of a request that it could not read to its end. */
const REFUSAL_OF_CODE: Record<string, Refusal> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The address and the headers are longer than 16 KiB.' },
}

export type Answering = (request: IncomingMessage, response: ServerResponse) => Promise<void>

type FrontOptions = {
  limits?: FrontLimits
  /** Why no route answers such a request; without it they are all passed on. */
  routeRefusal?: (method: string, path: string) => Refusal | undefined
}

export function createFront(
  answer: Answering,
  { limits = LIMITS, routeRefusal: findRefusal = () => undefined }: FrontOptions = {},
): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.lookEveryMs,
    keepAliveTimeout: limits.idleMs,
    // Asked for below: Node.js would refuse without our headers.
    requireHostHeader: false,
  })
  server.maxConnections = limits.connections
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    const pageStatus = completeHeaders(request, response)
    noteAddress(request)
    const { method = '', url = '', headers } = request
    const refusal = refusalOf({
      method,
      url,
      host: headers.host,
      shown: headers['next-router-state-tree'],
      action: headers['next-action'],
    })
    if (refusal) return refuse(request, response, refusal)
    const none = isOfApi(request) ? findRefusal(method, pathOf(request)) : undefined
    if (none) return refuse(request, response, none)
    const pass = () =>
      answer(request, response).catch((error) => {
        log().error({ err: error, method: request.method, path: pathOf(request) }, 'a request failed')
        if (response.headersSent) response.destroy()
        else refuse(request, response, { status: 500, message: BUG })
      })
    withPageStatus(pageStatus, pass)
  }
  server.on('request', respond)
  server.on('checkExpectation', (request, response) => {
    completeHeaders(request, response)
    refuse(request, response, { status: 417, message: 'The only thing to expect here is 100-continue.' })
  })
  server.on('connect', (_, socket) => refuseRaw(socket, { status: 405, message: 'Steward is no proxy.' }))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseRaw(socket, REFUSAL_OF_CODE[error.code ?? ''] ?? UNREADABLE)
  })
  return server
}

/** Done as the answer begins, over whatever else has set or left out. Gives what a page may still set. */
function completeHeaders(request: IncomingMessage, response: ServerResponse): PageStatus {
  const page: PageStatus = {}
  onHeaders(response, () => {
    if (page.status !== undefined) response.statusCode = page.status
    if (page.retryAfterS !== undefined) response.setHeader('retry-after', page.retryAfterS)
    const has = (name: string) => response.hasHeader(name)
    const missing = securityHeaders({ path: pathOf(request), https: isHttps(env().baseUrl), has })
    for (const [name, value] of Object.entries(missing)) response.setHeader(name, value)
  })
  return page
}

/**
 * The limits of strangers go by the last address in this header (lib/http/limits.ts). Anybody can write one there, so
 * without a proxy of ours in front it is the connection's own.
 */
function noteAddress({ headers, socket }: IncomingMessage): void {
  if (env().baseUrl === undefined || headers['x-forwarded-for'] === undefined) {
    headers['x-forwarded-for'] = socket.remoteAddress ?? ''
  }
}

const isOfApi = (request: IncomingMessage): boolean => pathOf(request).startsWith('/api/')

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0] ?? ''

function refuse(request: IncomingMessage, response: ServerResponse, { status, message, allow }: Refusal): void {
  const isApi = isOfApi(request)
  response.statusCode = status
  if (allow) response.setHeader('allow', allow.join(', '))
  // What is left of its body is not waited for.
  response.setHeader('connection', 'close')
  response.setHeader('content-type', isApi ? 'application/json' : 'text/plain; charset=utf-8')
  const kind = status === 500 ? 'unexpected' : status === 404 ? 'not_found' : 'invalid'
  response.end(isApi ? JSON.stringify({ error: { kind, message } }) : `${message}\n`)
}

/** For what has not become a request: there is nothing to answer through but the connection. */
function refuseRaw(socket: Duplex, { status, message }: Refusal): void {
  // Where an answer has begun, another would be read as part of it.
  if (!socket.writable || answerHasBegun(socket)) return void socket.destroy()
  const headers = securityHeaders({ path: '', https: isHttps(env().baseUrl), has: () => false })
  const body = `${message}\n`
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'content-type: text/plain; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ]
  // Nothing more is read from it, so it must not wait for the other side to end.
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}

/** Node.js notes on a connection the answer that is being sent over it. */
function answerHasBegun(socket: Duplex): boolean {
  const { _httpMessage: answer } = socket as Duplex & { _httpMessage?: unknown }
  return answer instanceof ServerResponse && answer.headersSent
}
