import type { Env } from '#lib/env'

/** Addresses to listen on that nobody can open. */
const EVERYWHERE = ['0.0.0.0', '::']

/** Where links of a report lead: the installation's address, else that of this machine. */
export function pagesUrl({ baseUrl, host, port }: Pick<Env, 'baseUrl' | 'host' | 'port'>): string {
  if (baseUrl) return baseUrl
  const name = EVERYWHERE.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}/`
}
