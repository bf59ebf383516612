import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChainedEntry, FIRST_PREVIOUS_HASH, hashedFields, hashOf } from './chain.ts'
import { reasonToDoubt } from './verify-history.ts'

const ENTRY: ChainedEntry = {
  sequence: 1,
  at: new Date('2026-11-22T09:30:00.000Z'),
  id: '6f9619ff-8b86-4011-b42d-00cf4fc964ff',
  accountId: '111111111111',
  actor: 'mara',
  action: 'rejected',
  object: 'recommendation:0f8fad5b-d9cb-469f-a165-70867728950e',
  entry: {
    from: 'pending_response',
    to: 'dismissed',
    reason: 'low_priority',
    note: 'später – “maybe”\n€',
    committedOn: null,
    assignee: null,
    expiresOn: '2027-03-01',
    openFindings: 2,
    dueOn: null,
  },
}

describe('the hash of an entry', () => {
  test('is SHA-256 over the hash before it and its canonical JSON, which anybody can write by hand (RFC 8785)', () => {
    const canonical =
      '{"accountId":"111111111111","action":"rejected","actor":"mara","assignee":null,"at":"2026-11-22T09:30:00.000Z",' +
      '"committedOn":null,"dueOn":null,"entryId":"6f9619ff-8b86-4011-b42d-00cf4fc964ff","expiresOn":"2027-03-01",' +
      '"from":"pending_response","note":"später – “maybe”\\n€","openFindings":2,"reason":"low_priority",' +
      '"recommendationId":"0f8fad5b-d9cb-469f-a165-70867728950e","sequence":1,"to":"dismissed"}'
    expect(hashOf(FIRST_PREVIOUS_HASH, ENTRY)).toBe(hash('sha256', '0'.repeat(64) + canonical, 'hex'))
  })

  test('does not depend on the order in which the store gives the fields', () => {
    const turned = { ...ENTRY, entry: Object.fromEntries(Object.entries(ENTRY.entry).reverse()) }
    expect(hashOf(FIRST_PREVIOUS_HASH, turned)).toBe(hashOf(FIRST_PREVIOUS_HASH, ENTRY))
  })

  const text = fc.string({ unit: 'grapheme', minLength: 1 })
  const COLUMNS = ['sequence', 'at', 'entryId', 'accountId', 'actor', 'action', 'object', 'recommendationId'] as const

  test('changes with every column and every detail', () => {
    const other = <Value>(value: fc.Arbitrary<Value>, before: Value) => value.filter((one) => one !== before)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ actor: other(text, ENTRY.actor) }),
          fc.record({ action: other(text, ENTRY.action) }),
          fc.record({ accountId: other(fc.oneof(text, fc.constant(null)), ENTRY.accountId) }),
          fc.record({ id: fc.uuid() }),
          fc.record({ at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2020-01-01') }) }),
          fc.record({ sequence: fc.integer({ min: 2 }) }),
          fc.record({
            object: other(text, '0f8fad5b-d9cb-469f-a165-70867728950e').map((id) => `recommendation:${id}`),
          }),
          fc.record({ object: text }),
          fc
            .tuple(fc.constantFrom(...Object.keys(ENTRY.entry)), text)
            .filter(([name, value]) => ENTRY.entry[name] !== value)
            .map(([name, value]) => ({ entry: { ...ENTRY.entry, [name]: value } })),
          fc.constantFrom(...Object.keys(ENTRY.entry)).map((gone) => {
            const { [gone]: _, ...entry } = ENTRY.entry
            return { entry }
          }),
        ),
        (change) => {
          expect(hashOf(FIRST_PREVIOUS_HASH, { ...ENTRY, ...change })).not.toBe(hashOf(FIRST_PREVIOUS_HASH, ENTRY))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('is refused where a field inside an entry has the name of a column, and could stand in its place', () => {
    for (const name of COLUMNS) {
      const entry = {
        ...ENTRY.entry,
        [name]: hashedFields(ENTRY)[name as keyof ReturnType<typeof hashedFields>] ?? 'x',
      }
      expect(() => hashOf(FIRST_PREVIOUS_HASH, { ...ENTRY, entry }), name).toThrow(name)
    }
  })
})

describe('an entry is doubted', () => {
  const sealed = { ...ENTRY, previousHash: FIRST_PREVIOUS_HASH, hash: hashOf(FIRST_PREVIOUS_HASH, ENTRY) }

  test('for no reason while it is as it was sealed', () => {
    expect(reasonToDoubt(sealed, 1, FIRST_PREVIOUS_HASH)).toBeNull()
  })

  test('when the one before it is gone, when there are two of it, when it follows another, when it says something else', () => {
    const next = { ...sealed, sequence: 3 }
    expect(reasonToDoubt(next, 2, FIRST_PREVIOUS_HASH)).toBe('the entry before it, 2, is missing')
    expect(reasonToDoubt(sealed, 2, sealed.hash)).toBe('there is another entry 1')
    expect(reasonToDoubt(sealed, 1, 'f'.repeat(64))).toBe('it does not follow from the entry before it')
    expect(reasonToDoubt({ ...sealed, actor: 'bob' }, 1, FIRST_PREVIOUS_HASH)).toBe(
      'what it says is not what was sealed',
    )
  })

  test('when it holds a field that no entry has: what is not exported could not be checked by anybody', () => {
    const rewritten = { ...sealed, actor: 'mallory', entry: { ...sealed.entry, actor: 'mara' } }
    expect(reasonToDoubt(rewritten, 1, FIRST_PREVIOUS_HASH)).toBe('it holds a field actor, which no entry has')
    const more = { ...ENTRY, entry: { ...ENTRY.entry, approvedBy: 'me' } }
    const resealed = { ...more, previousHash: FIRST_PREVIOUS_HASH, hash: hashOf(FIRST_PREVIOUS_HASH, more) }
    expect(reasonToDoubt(resealed, 1, FIRST_PREVIOUS_HASH)).toBe('it holds a field approvedBy, which no entry has')
  })
})
