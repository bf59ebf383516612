import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitsColumn, fittingRow, fittingText } from './fitting-row.ts'
import { anyText } from './testing/any-text.ts'

describe('a text that fits', () => {
  test('is never longer than it may be, never broken inside a character, and the same where it fits', () => {
    const long = fc.tuple(anyText, fc.integer({ min: 1, max: 60 })).map(([text, times]) => text.repeat(times))
    fc.assert(
      fc.property(long, fc.integer({ min: 100, max: 300 }), (text, most) => {
        const fit = fittingText(text, most)
        expect(Buffer.byteLength(fit)).toBeLessThanOrEqual(most)
        if (Buffer.byteLength(text) <= most) expect(fit).toBe(text)
        else if (text.isWellFormed()) expect(fit.isWellFormed() && !fit.includes('\uFFFD')).toBe(true)
      }),
    )
  })

  test('says that it was cut, and stays different from every other', () => {
    const [a, b] = ['a', 'b'].map((end) => fittingText('x'.repeat(1_000_000) + end, 800))
    expect(a).toMatch(/^x+… ‹cut, 1000001 characters, [0-9a-f]{16}›$/)
    expect(a).not.toBe(b)
  })
})

describe('a row that fits', () => {
  test('is the very same where nothing is too long', () => {
    const row = { name: 'a'.repeat(800), size: 5, none: null, tags: { team: 'x' }, cells: ['a', null] }
    expect(fittingRow(row)).toBe(row)
  })

  test('keeps its shape: lists stay lists, names of tags are cut as well, prose has more room than names', () => {
    const long = 'y'.repeat(1_000_000)
    const cut = fittingRow({ name: long, description: long, cells: [long, null, 'a'], tags: { [long]: long }, size: 5 })
    expect(cut.name.length).toBeLessThan(cut.description.length)
    expect(cut.cells).toEqual([expect.stringMatching(/^y+… ‹cut/), null, 'a'])
    expect(Object.entries(cut.tags)).toEqual([[expect.stringMatching(/‹cut/), expect.stringMatching(/‹cut/)]])
    expect(cut.size).toBe(5)
  })
})

test.each<[string, string, boolean]>([
  ['integer', '2147483647', true],
  ['integer', '2147483648', false],
  ['integer', '1.5', false],
  ['bigint', '9007199254740991', true],
  ['bigint', '1e+30', false],
  ['bigint', '9999999999999999999', false],
  ['numeric', '999999999999', true],
  ['numeric', '1000000000000', false],
  ['numeric', 'NaN', false],
  ['numeric', 'Infinity', false],
  ['timestamptz', '2026-11-21T00:00:00.000Z', true],
  ['timestamptz', '+275760-09-13T00:00:00.000Z', false],
  ['date', '0000-01-01', false],
  ['text', 'anything', true],
])('a column of type %s and %s fit: %o', (type, text, fits) => {
  expect(fitsColumn(type, text)).toBe(fits)
})
