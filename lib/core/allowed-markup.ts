/**
 * Markup that others write, read into a tree of what is allowed and nothing else (T10). What is not on the list loses its
 * tags and keeps its words; a script or a style loses its words too. Nothing here becomes markup again: whoever shows
 * the tree makes elements of it.
 */

const BLOCKS = ['p', 'ul', 'ol', 'li'] as const
const INLINES = ['strong', 'em', 'code'] as const
type Tag = (typeof BLOCKS)[number] | (typeof INLINES)[number]

export type AllowedNode =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'link'; href: string; children: AllowedNode[] }
  | { kind: 'element'; tag: Tag; children: AllowedNode[] }

/** Other names of what is allowed. */
const ALIASES: Readonly<Record<string, Tag>> = {
  b: 'strong',
  i: 'em',
  h1: 'strong',
  h2: 'strong',
  h3: 'strong',
  h4: 'strong',
  h5: 'strong',
  h6: 'strong',
  tt: 'code',
  div: 'p',
}
/** Not for reading. */
const SILENT = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'noscript',
  'title',
  'textarea',
])
const DEPTH_MAX = 12
const LENGTH_MAX = 60_000
const HREF_LENGTH_MAX = 2_000

/** A tag ends before the next one begins, so that no text makes one look for its end again and again. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]{0,2000}"|'[^']{0,2000}'|[^'"<>])*)>/g
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  rsquo: '’',
  lsquo: '‘',
  rdquo: '”',
  ldquo: '“',
}

type Open = { tag: string; children: AllowedNode[] }

export function readAllowedMarkup(markup: string): AllowedNode[] {
  const text = markup.slice(0, LENGTH_MAX)
  const root: AllowedNode[] = []
  const open: Open[] = []
  let silent: string | null = null
  let from = 0
  const into = () => open.at(-1)?.children ?? root
  const write = (raw: string) => {
    const words = decodeEntities(raw).replace(/\s+/g, ' ')
    if (silent === null && words !== '') into().push({ kind: 'text', text: words })
  }
  for (const token of text.matchAll(TOKEN)) {
    write(text.slice(from, token.index))
    from = token.index + token[0].length
    const [, slash, rawName, attributes = ''] = token
    if (rawName === undefined) continue
    const name = rawName.toLowerCase()
    if (silent !== null) {
      if (slash && name === silent) silent = null
      continue
    }
    if (SILENT.has(name)) {
      if (!slash && !attributes.endsWith('/')) silent = name
    } else if (slash) close(open, name)
    else if (name === 'br') into().push({ kind: 'break' })
    else begin(open, into(), name, attributes)
  }
  write(text.slice(from))
  return withoutEmpty(root)
}

const tagOf = (name: string): Tag | undefined =>
  ALIASES[name] ?? [...BLOCKS, ...INLINES].find((allowed) => allowed === name)

function begin(open: Open[], into: AllowedNode[], name: string, attributes: string): void {
  if (open.length >= DEPTH_MAX) return
  const children: AllowedNode[] = []
  const tag = tagOf(name)
  if (tag !== undefined) into.push({ kind: 'element', tag, children })
  else if (name === 'a') {
    const href = safeHref(attributes)
    if (href === null) return
    into.push({ kind: 'link', href, children })
  } else return
  open.push({ tag: name, children })
}

/** Ends the innermost element of the name and whatever was left open in it. One that was never begun ends nothing. */
function close(open: Open[], name: string): void {
  const at = open.findLastIndex(({ tag }) => tag === name)
  if (at >= 0) open.length = at
}

/** Only a whole address that is fetched over TLS. */
function safeHref(attributes: string): string | null {
  const found = HREF.exec(attributes)
  const given = decodeEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim()
  if (given === '' || given.length > HREF_LENGTH_MAX || !URL.canParse(given)) return null
  const url = new URL(given)
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null
}

/** Decoded once: what is written twice stays as it was meant. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name as string] ?? whole
    const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex as string, 16)
    const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    return isCharacter ? String.fromCodePoint(point) : ''
  })
}

/** Elements without words would be gaps, and blank text between blocks would be lines. */
function withoutEmpty(nodes: readonly AllowedNode[]): AllowedNode[] {
  return nodes.flatMap((node): AllowedNode[] => {
    if (node.kind === 'text' || node.kind === 'break') return [node]
    const children = withoutEmpty(node.children)
    const says = children.some((child) => child.kind !== 'text' || child.text.trim() !== '')
    return says ? [{ ...node, children }] : []
  })
}

/** The words alone, for where there is room for a line. */
export function plainText(nodes: readonly AllowedNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text
      return node.kind === 'break' ? ' ' : plainText(node.children)
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}
