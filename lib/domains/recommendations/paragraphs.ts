/** Characters that markup writes in other ways; the ones that AWS's texts use. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
}

/** The paragraphs of a text that AWS wrote, plain or in markup. No markup is left in them, so they can only be shown. */
export function paragraphsOf(text: string): string[] {
  return text
    .replaceAll(/<\s*\/?\s*(?:p|br|h\d|ul|ol|li|div|tr)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
    .split(/\n+/)
    .map((paragraph) => paragraph.replaceAll(/[ \t\r]+/g, ' ').trim())
    .filter(Boolean)
}
