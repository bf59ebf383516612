import fc from 'fast-check'
import { createElement } from 'react'
import { expect, test } from 'vitest'
import { encodeHtml, plainTextOf } from './html.ts'

const CONTROLS = [...Array(32).keys()].filter((code) => ![0x09, 0x0a, 0x0d].includes(code)).concat(0x7f, 0x9b, 0x85)
const TURNING = [0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2067, 0x2069]

test('no name turns the words after it or leaves a control character in a document, as text or as an attribute', async () => {
  const odd = fc.constantFrom(...CONTROLS, ...TURNING).map((code) => String.fromCodePoint(code))
  const text = fc.array(fc.oneof(odd, fc.string({ maxLength: 5 })), { maxLength: 8 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      const html = await encodeHtml(createElement('p', { title: name }, name, ' is due'))
      for (const shown of [html, plainTextOf(html)]) {
        expect(shown.replace(/[\n\r\t]/g, '')).not.toMatch(/\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u)
      }
    }),
    { numRuns: 60 },
  )
})

test('what is no trick stays as it was: joined pictures, accents, letters that run from right to left', async () => {
  for (const name of ['👩‍💻 Zoë', 'שלום', 'a\u00adb']) {
    expect(await encodeHtml(createElement('p', null, name))).toContain(name)
  }
})
