/** What can be wrong with a request before anybody has looked at what it asks for. */
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js'
import { isStorable } from '../core/storable.ts'

type Asked = {
  method: string
  url: string
  host: string | undefined
  /** `next-router-state-tree`: what Next.js in the browser says it shows already. */
  shown: string | string[] | undefined
  /** `next-action`: there are no Server Actions here (T4). */
  action: string | string[] | undefined
}

/** `allow`: the methods that are answered there, beside 405. */
export type Refusal = { status: number; message: string; allow?: readonly string[] }

/** Those that a route may be made for. The rest (TRACE, CONNECT, those of WebDAV) nothing here answers. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A page that is posted to is only read. */
export const PAGE_METHODS = ['GET', 'HEAD', 'POST']

/** A name or an address, with a port: what can stand between `http://` and the path. */
const HOST_PATTERN = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/i

/** Why a request is refused as it stands, or undefined where it can be passed on. */
export function refusalOf({ method, url, host, shown, action }: Asked): Refusal | undefined {
  if (!METHODS.includes(method)) {
    return { status: 405, message: `Nothing here answers ${method}. Use one of ${METHODS.join(', ')}.`, allow: METHODS }
  }
  const message = problemOfHost(host) ?? problemOfUrl(url) ?? problemOfShown(shown)
  if (message !== undefined) return { status: 400, message }
  if (action !== undefined) return { status: 404, message: 'There are no actions here. Load the page again.' }
  if (!isPage(url) || PAGE_METHODS.includes(method)) return undefined
  return { status: 405, message: `Pages are read with GET. None answers ${method}.`, allow: PAGE_METHODS }
}

/** What is neither a route nor Next.js's own. */
const isPage = (url: string): boolean => !/^\/(api|_next|__nextjs[\w-]*)(\/|\?|$)/.test(url)

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

/** By Next.js's own function: where it throws during a request, the answer would be 500. */
function problemOfShown(shown: Asked['shown']): string | undefined {
  try {
    parseAndValidateFlightRouterState(shown)
    return undefined
  } catch {
    return 'The header next-router-state-tree is not one that a page of Steward sends. Load the page again.'
  }
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
