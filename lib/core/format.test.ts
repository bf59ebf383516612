import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  countOf,
  cutMiddle,
  formatAge,
  formatChange,
  formatCount,
  formatDay,
  formatDistance,
  formatDuration,
  formatInstant,
  formatInstantIn,
  formatTotal,
  visibleText,
} from './format.ts'
import { addDays, dayOf, daysBetween } from './time.ts'

const anyDay = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map(dayOf)

describe('counts', () => {
  test('have their thousands apart', () => {
    expect(formatCount(1_284)).toBe('1,284')
  })

  test('say that counting stopped, rather than give its limit as the number', () => {
    expect(formatTotal({ count: 1_000, capped: true })).toBe('1,000+')
    expect(formatTotal({ count: 1_000, capped: false })).toBe('1,000')
  })

  test('of a change have a sign, and none is said in words', () => {
    expect([3, -2, 0].map(formatChange)).toEqual(['+3', '−2', 'no change'])
  })

  test('agree with their noun', () => {
    expect([countOf(1, 'account'), countOf(0, 'account'), countOf(2, 'match', 'matches')]).toEqual([
      '1 account',
      '0 accounts',
      '2 matches',
    ])
  })
})

describe('days', () => {
  test('are written out, whatever the zone of the machine', () => {
    expect(formatDay('2027-03-03')).toBe('3 Mar 2027')
    expect(formatDay('2026-09-01')).toBe('1 Sep 2026')
  })

  test('tell how far away they are', () => {
    const today = '2026-11-21'
    expect(
      ['2027-03-03', '2026-11-22', '2026-11-21', '2026-11-20', '2026-11-18'].map((day) => formatDistance(day, today)),
    ).toEqual(['in 102 days', 'tomorrow', 'today', 'yesterday', '3 days ago'])
  })

  test('ahead are never said to be past, and the other way round', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4_000, max: 4_000 }), (today, days) => {
        const words = formatDistance(addDays(today, days), today)
        expect(words.endsWith('ago') || words === 'yesterday').toBe(daysBetween(today, addDays(today, days)) < 0)
      }),
    )
  })
})

describe('instants', () => {
  test('are in UTC and say so', () => {
    expect(formatInstant(new Date('2026-11-21T06:12:59Z'))).toBe('21 Nov 2026, 06:12 UTC')
  })

  test('name the zone of their reader', () => {
    expect(formatInstantIn(new Date('2026-11-21T06:12:59Z'), 'Asia/Kolkata')).toBe('21 Nov 2026, 11:42 GMT+5:30')
  })

  test('age in the unit that says enough', () => {
    const now = new Date('2026-11-21T12:00:00Z')
    expect(
      [
        '2026-11-21T11:59:30Z',
        '2026-11-21T11:58:30Z',
        '2026-11-21T11:56:00Z',
        '2026-11-21T03:00:00Z',
        '2026-11-18T12:00:00Z',
      ].map((at) => formatAge(new Date(at), now)),
    ).toEqual(['less than a minute', '1 minute', '4 minutes', '9 hours', '3 days'])
  })
})

test('durations are read at a glance', () => {
  expect([850, 12_400, 185_000, 7_800_000].map(formatDuration)).toEqual(['850 ms', '12.4 s', '3 min 5 s', '2 h 10 min'])
})

describe('texts that others wrote', () => {
  test('lose their middle and nothing else, and are never longer than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite' }), fc.integer({ min: 5, max: 60 }), (text, length) => {
        const cut = cutMiddle(text, length)
        expect([...cut].length).toBeLessThanOrEqual(Math.max(length, [...text].length))
        if ([...text].length > length) {
          const [head = '', tail = ''] = [cut.slice(0, cut.indexOf('…')), cut.slice(cut.indexOf('…') + 1)]
          expect(text.startsWith(head) && text.endsWith(tail)).toBe(true)
        } else {
          expect(cut).toBe(text)
        }
      }),
    )
  })

  test('cannot turn the reading direction or hide a character (F36)', () => {
    expect(visibleText('pay\u202Egpj.exe')).toBe('pay‹U+202E›gpj.exe')
    expect(visibleText('a\u200Bb\u0000c')).toBe('a‹U+200B›b‹U+0000›c')
    expect(visibleText('Zahlungen – prod ✓')).toBe('Zahlungen – prod ✓')
  })
})
