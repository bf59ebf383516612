/** A path of this site to go on to, or the overview where the text is anything else. */
export function ownPath(text: unknown): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return '/'
  const base = 'http://own.invalid'
  if (!URL.canParse(text, base)) return '/'
  const url = new URL(text, base)
  return url.origin === base ? url.pathname + url.search : '/'
}
