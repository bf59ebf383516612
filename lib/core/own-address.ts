/** The address that people open this installation at. */

/** An address to listen on that stands for every one of the machine, and the one of them that can always be opened here. */
const LOOPBACK_OF: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/**
 * A base URL as it was set, parsed once: its origin in the form that browsers use (small letters, no default port), or
 * what is wrong with it, as the rest of a sentence about the setting.
 */
export function parseBaseUrl(text: string): { origin: string } | { problem: string } {
  const url = URL.parse(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return { problem: 'must be a URL such as https://steward.example.org, with http or https' }
  }
  if (url.username || url.password) return { problem: 'must hold no user name and no password' }
  if (url.pathname !== '/' || url.search || url.hash || /[?#]$/.test(text)) {
    return { problem: 'must end after the host: Steward is served at the root of its address, not under a path' }
  }
  return { origin: url.origin }
}

/** Where a server that listens on `host` and `port` can be opened on this machine. */
export function localOrigin({ host, port }: { host: string; port: number }): string {
  const name = LOOPBACK_OF[host] ?? host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Where links lead: the address that is set, else that of this machine. Without a slash at its end. */
export function ownOrigin(settings: { baseUrl: string | undefined; host: string; port: number }): string {
  return settings.baseUrl ?? localOrigin(settings)
}

/** Whether people come over TLS, so that cookies may be bound to it. */
export function isHttps(baseUrl: string | undefined): boolean {
  return baseUrl !== undefined && new URL(baseUrl).protocol === 'https:'
}
