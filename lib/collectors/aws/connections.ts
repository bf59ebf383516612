/**
 * The connections to AWS of this process, and what every attempt on them must stand up to: a total time from connecting to
 * the last byte, and an answer that is an answer. Clients come and go; the pools stay, so never destroy a client: that
 * would close the pools under all others.
 */
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { env } from '#lib/env'
import { type ForwardProxy, proxyFor } from '#lib/forward-proxy'
import { requireAnswer } from './answer.ts'
import { AttemptTimeoutError, BadResponseError, ProxyError } from './call-error.ts'
import { trustedCertificates } from './trusted-certificates.ts'

type HandledRequest = Parameters<NodeHttpHandler['handle']>[0]
type HandlerOptions = Parameters<NodeHttpHandler['handle']>[1]
type Handled = Awaited<ReturnType<NodeHttpHandler['handle']>>

/** An SDK request handler. */
export type Connections = {
  metadata: { handlerProtocol: string }
  handle(request: HandledRequest, options?: HandlerOptions): Promise<Handled>
  /** Ends the pools. Only for a process or a test that is done with AWS. */
  close(): void
}

export function openConnections({ timeoutMs, sockets }: { timeoutMs: number; sockets: number }): Connections {
  const certificates = trustedCertificates()
  const agent = { keepAlive: true, maxSockets: sockets, ...(certificates && { ca: certificates }) }
  const proxies = env().forwardProxies
  const pools = new Map<string, NodeHttpHandler>()

  /** One pool for what is asked directly, one for each proxy. */
  const poolFor = (proxy: ForwardProxy | undefined): NodeHttpHandler => {
    const known = pools.get(proxy?.url ?? '')
    if (known) return known
    const pool = new NodeHttpHandler({
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      throwOnRequestTimeout: true,
      ...(proxy ? agentsThrough(proxy, agent) : { httpAgent: agent, httpsAgent: agent }),
    })
    pools.set(proxy?.url ?? '', pool)
    return pool
  }

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, options) => {
      const proxy = proxyFor(request, proxies)
      const answer = wholeAnswer(poolFor(proxy), request, options, timeoutMs)
      return proxy ? throughProxy(proxy, answer) : answer
    },
    close: () => {
      for (const pool of pools.values()) pool.destroy()
    },
  }
}

type AgentOptions = { keepAlive: boolean; maxSockets: number; ca?: string[] }

function agentsThrough({ url }: ForwardProxy, options: AgentOptions) {
  const httpsAgent = new HttpsProxyAgent(url, options)
  // The agent keeps these for its way to the proxy; AWS behind it is trusted by the same certificates.
  if (options.ca) Object.assign(httpsAgent.options, { ca: options.ca })
  return { httpAgent: new HttpProxyAgent(url, options), httpsAgent }
}

/** What says that the proxy was not reached: no other connection is made by ourselves. */
const NOT_REACHED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])
/** A refusal that is not written as AWS writes them is the proxy's own: of a sign-in, or of the host. */
const REFUSED = /^HTTP (401|403|407) /
const ASKS_FOR_SIGN_IN = 407

async function throughProxy({ setting }: ForwardProxy, answer: Promise<Handled>): Promise<Handled> {
  try {
    const handled = await answer
    const { statusCode } = handled.response
    if (statusCode === ASKS_FOR_SIGN_IN) throw new ProxyError(setting, `refuses (HTTP ${statusCode})`)
    return handled
  } catch (error) {
    const { code } = error as { code?: string }
    if (code && NOT_REACHED.has(code)) throw new ProxyError(setting, `cannot be reached (${code})`)
    const status = error instanceof BadResponseError && error.isForeign ? REFUSED.exec(error.message)?.[1] : undefined
    throw status === undefined ? error : new ProxyError(setting, `refuses (HTTP ${status})`)
  }
}

/** Sends and reads to the end under one deadline: a body that drips ten bytes a second is no answer either (F09). */
async function wholeAnswer(
  pool: NodeHttpHandler,
  request: HandledRequest,
  options: HandlerOptions,
  timeoutMs: number,
): Promise<Handled> {
  const attempt = new AbortController()
  const given = options?.abortSignal
  const outer = given instanceof AbortSignal ? given : undefined
  const pass = () => attempt.abort(outer?.reason)
  outer?.addEventListener('abort', pass, { once: true })
  if (outer?.aborted) pass()
  const timer = setTimeout(() => attempt.abort(new AttemptTimeoutError(timeoutMs)), timeoutMs)
  try {
    const { response } = await pool.handle(request, { ...options, abortSignal: attempt.signal })
    const body = await readBody(response.body)
    requireAnswer({ ...response, body })
    response.body = body
    return { response }
  } catch (error) {
    // Destroying the request surfaces as a reset; the reason we had for it is the truth.
    throw attempt.signal.aborted && attempt.signal.reason instanceof AttemptTimeoutError ? attempt.signal.reason : error
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', pass)
  }
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}
