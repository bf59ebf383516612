/**
 * The forward proxy of a company's network, from the settings that curl and the AWS CLI know. Which calls go through it
 * is decided here alone. Its URL may hold a password: only `setting` is for sentences.
 */
import { BlockList, isIP } from 'node:net'

export type ForwardProxy = {
  /** What names it. */
  setting: 'HTTP_PROXY' | 'HTTPS_PROXY' | 'ALL_PROXY'
  /** Normalised, with name and password where it has them. */
  url: string
}

export type ForwardProxies = {
  /** For endpoints of http and of https. */
  http: ForwardProxy | undefined
  https: ForwardProxy | undefined
  /** NO_PROXY, entry by entry. */
  exceptions: readonly string[]
}

export const NO_PROXIES: ForwardProxies = { http: undefined, https: undefined, exceptions: [] }

/** curl and the AWS CLI take either spelling and prefer the small one. An empty value is none. */
export const PROXY_SETTINGS = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'] as const

type Given = Partial<Record<(typeof PROXY_SETTINGS)[number], string | undefined>>

/** The proxies, and one sentence for each setting that names none. */
export function readForwardProxies(given: Given): { proxies: ForwardProxies; problems: string[] } {
  const problems = new Set<string>()
  const read = (setting: ForwardProxy['setting']): ForwardProxy | undefined => {
    const text = given[setting]?.trim()
    if (!text) return undefined
    const proxy = parseProxy(setting, text)
    if (typeof proxy !== 'string') return proxy
    problems.add(`${setting} ${proxy}.`)
    return undefined
  }
  const http = read(given.HTTP_PROXY?.trim() ? 'HTTP_PROXY' : 'ALL_PROXY')
  const https = read(given.HTTPS_PROXY?.trim() ? 'HTTPS_PROXY' : 'ALL_PROXY')
  const exceptions = (given.NO_PROXY ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  return { proxies: { http, https, exceptions }, problems: [...problems] }
}

const FORM = 'must be the URL of a proxy with http or https, such as http://proxy.example.org:3128'

/** What is wrong is said without the value, which may be a secret. */
function parseProxy(setting: ForwardProxy['setting'], text: string): ForwardProxy | string {
  // Without a scheme it means http, as for curl and the AWS CLI.
  const whole = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const url = URL.parse(whole)
  if (!url) return `${FORM}; characters such as # / @ in its password have to be percent-encoded`
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `${FORM}; no other scheme is supported`
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return `${FORM}, with nothing behind the port; characters such as # / ? in its password have to be percent-encoded`
  }
  if (!isDecodable(url.username) || !isDecodable(url.password)) {
    return `${FORM}; a % in its name or password has to be written %25`
  }
  return { setting, url: url.href }
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

export type Endpoint = { protocol: string; hostname: string; port?: number | undefined }

/** The proxy that a call to an endpoint goes through, if any. */
export function proxyFor(endpoint: Endpoint, { http, https, exceptions }: ForwardProxies): ForwardProxy | undefined {
  const isTls = endpoint.protocol === 'https:'
  const proxy = isTls ? https : http
  if (!proxy) return undefined
  const host = endpoint.hostname.toLowerCase().replace(/^\[|\]$/g, '')
  const port = endpoint.port ?? (isTls ? 443 : 80)
  return exceptions.some((entry) => isException(entry, host, port)) ? undefined : proxy
}

/** `*`, a name with all below it, an address, a range such as 10.0.0.0/8; each with or without a port. */
function isException(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true
  if (isIP(host) !== 0 && entry.includes('/')) return isInRange(entry, host)
  const [, name = entry, only] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? []
  if (only !== undefined && Number(only) !== port) return false
  const bare = name.replace(/^\*?\./, '').replace(/^\[|\]$/g, '')
  return bare !== '' && (host === bare || (isIP(host) === 0 && host.endsWith(`.${bare}`)))
}

function isInRange(range: string, address: string): boolean {
  const [network = '', bits = ''] = range.split('/')
  const version = isIP(network)
  const most = version === 4 ? 32 : 128
  if (version === 0 || version !== isIP(address) || !/^\d{1,3}$/.test(bits) || Number(bits) > most) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  const list = new BlockList()
  list.addSubnet(network, Number(bits), family)
  return list.check(address, family)
}
