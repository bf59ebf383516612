import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { storableRow, storableText } from './storable-row.ts'
import { anyText, originalText } from './testing/any-text.ts'

describe('a text as the database can hold it', () => {
  test('holds no NUL and no half of a pair, and says which one there was (F36)', () => {
    expect(storableText('a\u0000b')).toBe('a‹U+0000›b')
    expect(storableText('x\uD83D')).toBe('x‹U+D83D›')
    expect(storableText('\uDE00y')).toBe('‹U+DE00›y')
  })

  test('leaves everything else as it is, also what only looks odd', () => {
    const usual = 'Größe prüfen · 確認 🚧 \u202E \u200B \t\n ‹quoted› ‹U+202E›'
    expect(storableText(usual)).toBe(usual)
  })

  test('a text that looks like an escape is told apart from an escape', () => {
    expect(storableText('‹U+0000›')).toBe('‹U+2039›U+0000›')
    expect(storableText('‹U+2039›')).toBe('‹U+2039›U+2039›')
  })

  test('is well-formed, and can be turned back into exactly what it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const stored = storableText(text)
        expect(stored.isWellFormed() && !stored.includes('\u0000')).toBe(true)
        expect(originalText(stored)).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a row as the database can hold it', () => {
  test('has its texts made so wherever they stand, names of tags too, and all else as it was', () => {
    const row = { arn: 'a\u0000', size: 5, none: null, good: true, tags: { 'k\uD800': 'v\u0000', fine: 'fine' } }
    expect(storableRow(row)).toEqual({
      arn: 'a‹U+0000›',
      size: 5,
      none: null,
      good: true,
      tags: { 'k‹U+D800›': 'v‹U+0000›', fine: 'fine' },
    })
  })

  test('is the very same row where there is nothing to escape', () => {
    const row = { arn: 'a', tags: { team: 'Zahlungen 🚧' } }
    expect(storableRow(row)).toBe(row)
  })

  test('keeps its shape at every depth: lists stay lists, in their order, and all texts can be told again', () => {
    expect(storableRow({ metadata: ['i-1', 'web‹U+0000›', null] })).toEqual({
      metadata: ['i-1', 'web‹U+2039›U+0000›', null],
    })
    const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
      anything: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        anyText,
        fc.constantFrom(null, true, 0, 1.5),
        fc.array(tie('anything'), { maxLength: 4 }),
        fc.dictionary(anyText, tie('anything'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(fc.dictionary(anyText, anything, { maxKeys: 4 }), (row) => {
        const stored = JSON.stringify(storableRow(row))
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i)
        expect(withOriginalTexts(JSON.parse(stored))).toEqual(JSON.parse(JSON.stringify(row)))
      }),
      { numRuns: 500 },
    )
  })

  test('leaves an instant an instant', () => {
    const row = { name: 'a\u0000', at: new Date(0) }
    expect(storableRow(row)).toEqual({ name: 'a‹U+0000›', at: new Date(0) })
  })
})

function withOriginalTexts(value: unknown): unknown {
  if (typeof value === 'string') return originalText(value)
  if (Array.isArray(value)) return value.map(withOriginalTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [originalText(name), withOriginalTexts(member)]),
  )
}
