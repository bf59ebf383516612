/** REST with JSON bodies: the operation is in method and path. */
import { parseObject } from './json-object.ts'
import type { AwsError, Parameters, Protocol, WireAnswer, WireRequest } from './wire.ts'

/** `GET /2015-03-31/functions/{FunctionName}/aliases`; with `query`, only where the request asks for exactly that. */
export type Route = {
  operation: string
  method: 'GET' | 'POST'
  path: string
  query?: Readonly<Record<string, string>>
}

export function restJson(routes: readonly Route[], { messageKey }: { messageKey: 'message' | 'Message' }): Protocol {
  const compiled = routes.map((route) => ({ ...route, ...compile(route.path) }))
  const answer = (status: number, body: unknown, requestId: string): WireAnswer => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  })
  return {
    read(request) {
      const query = Object.fromEntries(new URLSearchParams(request.query))
      for (const { operation, method, pattern, names, query: asked = {} } of compiled) {
        const found = method === request.method ? pattern.exec(request.path) : null
        if (!found || Object.entries(asked).some(([name, value]) => query[name] !== value)) continue
        return { operation, parameters: { ...query, ...labels(names, found), ...bodyOf(request) } }
      }
      return null
    },
    write: (_operation, output, requestId) => answer(200, output, requestId),
    writeError(error: AwsError, requestId) {
      const written = answer(error.status, { [messageKey]: error.message, ...error.fields }, requestId)
      Object.assign(written.headers, { 'x-amzn-errortype': error.code }, error.headers)
      return written
    },
  }
}

function compile(path: string): { pattern: RegExp; names: readonly string[] } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  return { pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}/?$`), names }
}

function labels(names: readonly string[], found: RegExpExecArray): Parameters {
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]))
}

function bodyOf(request: WireRequest): Parameters {
  return request.method === 'POST' ? parseObject(request.body) : {}
}
