/**
 * The one pool of connections to AWS of this process, and what every attempt on it must stand up to: a total time from
 * connecting to the last byte, and an answer that is an answer. Clients come and go; the pool stays, so never destroy a
 * client: that would close the pool under all others.
 */
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { requireAnswer } from './answer.ts'
import { AttemptTimeoutError } from './call-error.ts'

type HandledRequest = Parameters<NodeHttpHandler['handle']>[0]
type HandlerOptions = Parameters<NodeHttpHandler['handle']>[1]
type Handled = Awaited<ReturnType<NodeHttpHandler['handle']>>

/** An SDK request handler. */
export type Connections = {
  metadata: { handlerProtocol: string }
  handle(request: HandledRequest, options?: HandlerOptions): Promise<Handled>
  /** Ends the pool. Only for a process or a test that is done with AWS. */
  close(): void
}

export function openConnections({ timeoutMs, sockets }: { timeoutMs: number; sockets: number }): Connections {
  const agent = { keepAlive: true, maxSockets: sockets }
  const pool = new NodeHttpHandler({
    connectionTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    throwOnRequestTimeout: true,
    httpAgent: agent,
    httpsAgent: agent,
  })
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request, options) => wholeAnswer(pool, request, options, timeoutMs),
    close: () => pool.destroy(),
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
