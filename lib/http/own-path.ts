/** Stands for our own origin, which the browser puts before a path. */
const OWN = 'http://own.invalid'

/**
 * A path of this site to go on to, or the overview where the text is anything else. What a browser makes of the answer is
 * asked once more: `/.//elsewhere.example` is a path at first, and another site when its dot is gone.
 */
export function ownPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return '/'
  const path = pathAtOwn(text)
  return path !== undefined && pathAtOwn(path) === path ? path : '/'
}

function pathAtOwn(text: string): string | undefined {
  const url = URL.parse(text, OWN)
  return url?.origin === OWN ? url.pathname + url.search : undefined
}
