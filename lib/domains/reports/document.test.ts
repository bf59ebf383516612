import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { encodeHtml, plainTextOf } from '#lib/encode/html'
import { reportDocument } from './document.ts'
import { reportNaming, someReport } from './testing/some-report.ts'

// Drawing a document takes a while on a machine that does ten other things.
vi.setConfig({ testTimeout: 60_000 })

const BASE = 'https://steward.example.org/'
const htmlOf = (report = someReport) => encodeHtml(reportDocument(report, BASE))
const tagsOf = (html: string): string[] =>
  [...html.matchAll(/<([a-z!][a-z0-9-]*)/gi)].map(([, tag]) => tag?.toLowerCase() ?? '')
const attributesOf = (html: string): string[] =>
  [...html.matchAll(/<[a-z][^<>]*>/gi)].flatMap(([tag]) =>
    [...tag.matchAll(/\s([a-z-]+)="/gi)].map(([, name]) => name ?? ''),
  )

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></head><body onload=alert(1)>',
  '<!-- --><svg/onload=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202Egpj.exe\u0000',
]

test('no text, whoever wrote it, becomes markup (T10)', async () => {
  const plain = await htmlOf()
  for (const text of HOSTILE) {
    const html = await htmlOf(reportNaming(text))
    expect(tagsOf(html)).toEqual(tagsOf(plain))
    expect(attributesOf(html)).toEqual(attributesOf(plain))
  }
})

test('whatever the names are, the document has the same elements (T10)', async () => {
  const elements = tagsOf(await htmlOf(reportNaming('a name')))
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (text) => {
      expect(tagsOf(await htmlOf(reportNaming(text)))).toEqual(elements)
    }),
    { numRuns: 8 },
  )
})

test('nothing is fetched to show it, and every link opens a page of this installation', async () => {
  const html = await htmlOf()
  expect(html).not.toMatch(/<(img|link|style|script|iframe|object|form|input|button)\b|\bsrc=|url\(|@import/i)
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '')
  expect(links.length).toBeGreaterThan(4)
  for (const href of links) expect(href.startsWith(BASE), href).toBe(true)
})

test('it is one column of 600 px that becomes narrower with the window', async () => {
  expect(await htmlOf()).toContain('width:100%;max-width:600px')
})

test('it reads as plain text, figures beside their words', async () => {
  const text = plainTextOf(await htmlOf())
  expect(text).toMatch(/^Overdue +12 +14 +−2\s*$/m)
  expect(text).toMatch(/^Lambda runtimes +100 +\+3 +−9 +0 +94\s*$/m)
  expect(text).toMatch(/^Trusted Advisor +not known/m)
  expect(text).toContain('41 of 43 accounts wholly looked at')
  expect(text).toContain('until 1 Mar 2027')
})

test('the title says the one thing', async () => {
  expect(await htmlOf()).toContain('<title>12 overdue, 3 due by 16 Dec 2026: Organisation</title>')
})
