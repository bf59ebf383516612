import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digestOf, stableId } from '../core/identity.ts'
import { Fingerprints } from './fingerprints.ts'

type Item = { key: string; content: string }

const item = fc.record({ key: fc.stringMatching(/^[a-f]{1,3}$/), content: fc.constantFrom('x', 'y', 'z') })
const packed = (items: readonly Item[]): Buffer =>
  Buffer.concat(
    items.flatMap(({ key, content }) =>
      [digestOf([key]), digestOf([key, content])].map((digest) => Buffer.from(digest.slice(0, 16), 'latin1')),
    ),
  )
const uuid = (key: string) => stableId(key).replaceAll('-', '')

describe('comparing a reading with the store', () => {
  test('tells new, changed, unchanged and repeated rows as a map would, and which rows are absent', () => {
    const stores = fc.uniqueArray(item, { selector: ({ key }) => key, maxLength: 300 })
    fc.assert(
      fc.property(stores, fc.array(item, { maxLength: 400 }), (stored, read) => {
        const fingerprints = new Fingerprints(packed(stored))
        const before = new Map(stored.map(({ key, content }) => [key, content]))
        const seen = new Set<string>()
        for (const { key, content } of read) {
          const known = before.get(key)
          const expected = seen.has(key)
            ? 'repeated'
            : known === undefined
              ? 'new'
              : known === content
                ? 'unchanged'
                : 'changed'
          expect(fingerprints.compare(digestOf([key, content]), () => digestOf([key]))).toBe(expected)
          seen.add(key)
        }
        const absent = stored.filter(({ key }) => !seen.has(key)).map(({ key }) => uuid(key))
        expect([...fingerprints.absent()].sort()).toEqual(absent.sort())
        expect(fingerprints.absentCount).toBe(absent.length)
        expect(fingerprints.seenCount).toBe(seen.size)
      }),
    )
  })

  test('refuses stored hashes of another length instead of comparing rubbish', () => {
    expect(() => new Fingerprints(Buffer.alloc(33))).toThrow(/another length/)
  })
})
