/** Through which proxy a request goes, by HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY in capitals or small letters. */
import { getProxyForUrl } from 'proxy-from-env'
import { ProxyError } from './call-error.ts'

/** `setting` is for sentences. The URL may hold a password, and never goes into one. */
export type ForwardProxy = { url: string; setting: string }

export function proxyFor({
  protocol,
  hostname,
  port,
}: {
  protocol: string
  hostname: string
  port?: number | undefined
}): ForwardProxy | null {
  const scheme = protocol.replace(':', '')
  const url = getProxyForUrl(`${scheme}://${hostname}${port === undefined ? '' : `:${port}`}`)
  if (url === '') return null
  const setting = `${scheme.toUpperCase()}_PROXY`
  if (!isProxyUrl(url)) {
    throw new ProxyError(setting, 'is not written as a URL, such as http://proxy.example.org:3128')
  }
  return { url, setting }
}

function isProxyUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.hostname !== ''
}
