import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AllowedNode, plainText, readAllowedMarkup } from './allowed-markup.ts'

const text = (words: string): AllowedNode => ({ kind: 'text', text: words })

/** Every node of a tree, with what is in it. */
function everyNode(nodes: readonly AllowedNode[]): AllowedNode[] {
  return nodes.flatMap((node) => ('children' in node ? [node, ...everyNode(node.children)] : [node]))
}

describe('markup of others', () => {
  test('keeps what it is meant to say: paragraphs, lists, bold words and breaks', () => {
    expect(readAllowedMarkup('Checks <b>runtimes</b>.<br>\n<ul><li>Red: deprecated</li></ul>')).toEqual([
      text('Checks '),
      { kind: 'element', tag: 'strong', children: [text('runtimes')] },
      text('.'),
      { kind: 'break' },
      text(' '),
      {
        kind: 'element',
        tag: 'ul',
        children: [{ kind: 'element', tag: 'li', children: [text('Red: deprecated')] }],
      },
    ])
  })

  test('reads what AWS escapes once, and not twice', () => {
    expect(plainText(readAllowedMarkup('a &amp; b &lt;i&gt; &amp;lt;b&amp;gt; &#8217;'))).toBe('a & b <i> &lt;b&gt; ’')
  })

  test('loses the words of scripts and styles, and the tags of everything it does not know', () => {
    const hostile =
      'before<script>alert(1)</script><style>*{}</style><img src=x onerror=alert(2)><marquee>after</marquee>'
    expect(plainText(readAllowedMarkup(hostile))).toBe('beforeafter')
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java&#10;script:alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'http://example.org/',
    '//example.org/',
    '/lambda',
    'https://user:secret@example.org/',
    'https://[broken',
  ])('makes no link of %s, and keeps its words (T10)', (href) => {
    const nodes = readAllowedMarkup(`<a href="${href.replaceAll('"', '&quot;')}">words</a>`)
    expect(everyNode(nodes).some(({ kind }) => kind === 'link')).toBe(false)
    expect(plainText(nodes)).toBe('words')
  })

  test('links to documentation over TLS, by its whole address', () => {
    expect(
      readAllowedMarkup(`<a target="_blank" href='https://docs.aws.amazon.com/lambda/?a=1&amp;b=2'>more</a>`),
    ).toEqual([{ kind: 'link', href: 'https://docs.aws.amazon.com/lambda/?a=1&b=2', children: [text('more')] }])
  })

  test('whatever is written, gives only elements that are allowed and links over TLS (T10)', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '</ul>',
      '<a href="https://example.org/">',
      '<a href=javascript:x>',
      '</a>',
      '<',
      '>',
      '"',
      "'",
      '<script>',
      '</script>',
      '<!--',
      '-->',
      '<svg onload=x>',
      '</svg>',
      '<iframe src=x>',
      'words',
      '&lt;script&gt;',
      '<B ONCLICK="x">',
      '<p',
      '\u0000',
      '<br/>',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        for (const node of everyNode(readAllowedMarkup(pieces.join('')))) {
          if (node.kind === 'link') expect(new URL(node.href).protocol).toBe('https:')
          if (node.kind === 'element') expect(['p', 'ul', 'ol', 'li', 'strong', 'em', 'code']).toContain(node.tag)
        }
      }),
    )
  })

  test('stays quick and shallow for text that is made to be neither', () => {
    const deep = everyNode(readAllowedMarkup(`${'<b>'.repeat(50_000)}x`))
    expect(deep.length).toBeLessThan(20)
    for (const endless of ['<a ', '<a "', "<a '", '<a b="<']) {
      expect(readAllowedMarkup(endless.repeat(30_000)).length, endless).toBeLessThan(3)
    }
    expect(readAllowedMarkup('<!--'.repeat(30_000))).toEqual([])
  })
})
