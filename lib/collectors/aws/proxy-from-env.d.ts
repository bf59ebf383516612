declare module 'proxy-from-env' {
  /** The proxy's URL, or an empty text. */
  export function getProxyForUrl(url: string): string
}
