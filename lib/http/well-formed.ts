/** What can be wrong with a request before anybody has looked at what it asks for. */
import { isStorable } from '../core/storable.ts'

type Asked = { method: string; url: string; host: string | undefined }

export type Refusal = { status: number; message: string }

/** Those that a route may be made for. The rest (TRACE, CONNECT, those of WebDAV) nothing here answers. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A name or an address, with a port: what can stand between `http://` and the path. */
const HOST_PATTERN = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i

/** Why a request is refused as it stands, or undefined where it can be passed on. */
export function refusalOf({ method, url, host }: Asked): Refusal | undefined {
  if (!METHODS.includes(method)) {
    return { status: 405, message: `Nothing here answers ${method}. Use one of ${METHODS.join(', ')}.` }
  }
  const message = problemOfHost(host) ?? problemOfUrl(url)
  return message === undefined ? undefined : { status: 400, message }
}

function problemOfHost(host: string | undefined): string | undefined {
  if (host !== undefined && HOST_PATTERN.test(host) && URL.canParse(`http://${host}`)) return undefined
  return 'The Host header must name the host that this request is for.'
}

function problemOfUrl(url: string): string | undefined {
  if (!url.startsWith('/')) return 'The address must be a path that begins with /.'
  const [path = '', ...query] = url.split('?')
  // Two slashes, or one and a backslash, would be read as the name of another host.
  if (/^\/[/\\]/.test(path)) return 'The path must begin with one slash.'
  const pathProblem = problemOfText(path)
  if (pathProblem) return `The path ${pathProblem}.`
  const queryProblem = problemOfText(query.join('?').replaceAll('+', ' '))
  return queryProblem && `The query ${queryProblem}.`
}

function problemOfText(encoded: string): string | undefined {
  try {
    return isStorable(decodeURIComponent(encoded))
      ? undefined
      : 'holds a character of code 0, which no text here can hold'
  } catch {
    return 'is not text in UTF-8, encoded by percent signs'
  }
}
