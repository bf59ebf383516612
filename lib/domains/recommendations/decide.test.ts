import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayOf } from '#lib/core/time'
import { type Answer, answerRequest, REASONS, STAGES } from './contract.ts'
import { ANSWERABLE, type Decision, decided, problemOf, refusalOf } from './decide.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const TODAY = dayOf(NOW)
const ITEMS = [{ accountId: '111111111111', recommendationId: '6f9619ff-8b86-4011-b42d-00cf4fc964ff', version: 1 }]
const CLIENT_ID = '0f8fad5b-d9cb-469f-a165-70867728950e'
const base = { items: ITEMS, clientId: CLIENT_ID }

const NEW: Decision = {
  stage: 'pending_response',
  acknowledgedAt: null,
  acknowledgedBy: null,
  decidedAt: null,
  decidedBy: null,
  reason: null,
  note: null,
  committedOn: null,
  assignee: null,
  expiresOn: null,
  claimedFixedAt: null,
}

const laterDay = fc.integer({ min: 1, max: 900 }).map((days) => dayOf(new Date(NOW.getTime() + days * 86_400_000)))
const someNote = fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 50 }), { nil: undefined })

const answers: fc.Arbitrary<Answer> = fc
  .oneof(
    fc.record({ action: fc.constantFrom('acknowledge', 'claim_fixed', 'reopen'), note: someNote }),
    fc.record({ action: fc.constant('accept'), committedOn: laterDay, note: someNote }),
    fc.record({
      action: fc.constant('reject'),
      reason: fc.constantFrom(...REASONS.filter((reason) => reason !== 'other')),
      expiresOn: fc.option(laterDay),
      note: someNote,
    }),
    fc.record({ action: fc.constant('comment'), note: fc.constant('seen') }),
  )
  .map((given) => answerRequest.parse({ ...base, ...given }))

describe('whatever is answered, in whatever order', () => {
  const played = (sequence: readonly Answer[]) =>
    sequence.reduce((before, answer, index) => {
      if (refusalOf(before.stage, answer.action) !== null) return before
      return decided(before, answer, { actor: `person-${index % 3}`, at: new Date(NOW.getTime() + index) })
    }, NEW)

  test('a person never resolves anything, and each stage has what belongs to it and nothing of the others', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 12 }), (sequence) => {
        const now = played(sequence)
        expect(STAGES).toContain(now.stage)
        expect(now.stage).not.toBe('resolved')
        // A rejection has its reason; nothing else has one, nor an end.
        expect(now.reason !== null).toBe(now.stage === 'dismissed')
        if (now.stage !== 'dismissed') expect(now.expiresOn).toBeNull()
        // Only what is worked on has been promised, given to somebody, or said to be done.
        if (now.stage !== 'in_progress') {
          expect([now.committedOn, now.assignee, now.claimedFixedAt]).toEqual([null, null, null])
        }
        // Whoever decides has seen it; who it was and when go together.
        expect(now.decidedAt === null).toBe(now.decidedBy === null)
        expect(now.acknowledgedAt === null).toBe(now.acknowledgedBy === null)
        if (now.stage !== 'pending_response') expect([now.acknowledgedAt, now.decidedAt]).not.toContain(null)
      }),
    )
  })

  test('a comment changes nothing', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 8 }), (sequence) => {
        const spoken = answerRequest.parse({ ...base, action: 'comment', note: 'well' })
        expect(played([...sequence, spoken])).toEqual(played(sequence))
      }),
    )
  })

  test('the last accepted or rejected answer is the one that stands', () => {
    fc.assert(
      fc.property(fc.array(answers, { maxLength: 8 }), laterDay, (sequence, committedOn) => {
        const accept = answerRequest.parse({ ...base, action: 'accept', committedOn })
        expect(played([...sequence, accept])).toMatchObject({ stage: 'in_progress', committedOn, reason: null })
      }),
    )
  })
})

describe('a stage', () => {
  test('that was resolved takes nothing but words', () => {
    const taken = Object.entries(ANSWERABLE).filter(([, stages]) => stages.includes('resolved'))
    expect(taken.map(([action]) => action)).toEqual(['comment'])
  })

  test('refuses in a sentence that says what to do or why', () => {
    for (const stage of STAGES) {
      for (const action of Object.keys(ANSWERABLE) as (keyof typeof ANSWERABLE)[]) {
        const refused = refusalOf(stage, action)
        if (refused !== null) expect(refused).toMatch(/^[A-Z].*\.$/)
      }
    }
  })
})

describe('an answer', () => {
  const parse = (given: object) => answerRequest.safeParse({ ...base, ...given })

  test('takes the fields of its action and no others (T20)', () => {
    for (const extra of [{ stage: 'resolved' }, { decidedBy: 'ccoe' }, { at: NOW.toISOString() }, { teamId: 'data' }]) {
      expect(parse({ action: 'acknowledge', ...extra }).success, JSON.stringify(extra)).toBe(false)
    }
    expect(parse({ action: 'acknowledge', committedOn: '2027-01-01' }).success).toBe(false)
    expect(parse({ action: 'accept', committedOn: '2027-01-01', reason: 'other' }).success).toBe(false)
    expect(parse({ action: 'reject', reason: 'because' }).success).toBe(false)
    expect(parse({ action: 'resolve' }).success).toBe(false)
    expect(parse({ action: 'acknowledge', items: [{ ...ITEMS[0], stage: 'resolved' }] }).success).toBe(false)
  })

  test('names each recommendation once, and not none', () => {
    expect(parse({ action: 'acknowledge', items: [] }).success).toBe(false)
    expect(parse({ action: 'acknowledge', items: [...ITEMS, ...ITEMS] }).success).toBe(false)
  })

  test('holds no character that cannot be stored or sealed', () => {
    for (const note of ['\u0000', 'half a \ud800 pair']) expect(parse({ action: 'comment', note }).success).toBe(false)
  })

  test('ends a rejection in the future, promises nothing for the past, and says what another reason is', () => {
    const problem = (given: object) => problemOf(answerRequest.parse({ ...base, ...given }), TODAY)
    expect(problem({ action: 'reject', reason: 'low_priority', expiresOn: TODAY })).toMatch(/^expiresOn/)
    expect(problem({ action: 'reject', reason: 'low_priority', expiresOn: '2026-11-23' })).toBeNull()
    expect(problem({ action: 'accept', committedOn: '2026-11-21' })).toMatch(/^committedOn/)
    expect(problem({ action: 'accept', committedOn: TODAY })).toBeNull()
    expect(problem({ action: 'reject', reason: 'other', note: '  ' })).toMatch(/^note/)
    expect(problem({ action: 'reject', reason: 'other', note: 'the lab moves' })).toBeNull()
  })
})
