import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day, daysBetween, startOfDay } from '#lib/core/time'
import type { CalendarEntry } from './contract.ts'
import { entryId, findEntryParts } from './entry-id.ts'
import { addMonths, lastDay, lastDayOf, layOut, type Month, monthOf, SHOWN_MAX, spanOf, weeksOf } from './month.ts'

const anyMonth: fc.Arbitrary<Month> = fc
  .record({ year: fc.integer({ min: 1971, max: 2099 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => `${year}-${String(month).padStart(2, '0')}`)

const MONDAY = '2026-12-14'
const WEEK = weeksOf('2026-12').find(([first]) => first === MONDAY) ?? []

function entryOf(date: Day, lasts: number, at: number): CalendarEntry {
  return {
    id: entryId('health_change', date, String(at)),
    date,
    endDate: lasts === 0 ? null : addDays(date, lasts),
    kind: 'health_change',
    service: 'EC2',
    title: `change ${at}`,
    accounts: 1,
    teams: [],
    open: 1,
    done: 0,
    live: null,
    status: 'upcoming',
    href: '/',
  }
}

const entries = fc
  .array(fc.record({ from: fc.integer({ min: -20, max: 20 }), lasts: fc.oneof(fc.constant(0), fc.nat(30)) }), {
    maxLength: 14,
  })
  .map((given) => given.map(({ from, lasts }, at) => entryOf(addDays(MONDAY, from), lasts, at)))

describe('the weeks of a month', () => {
  test('hold each of its days once, in whole weeks from Monday to Sunday, and no week more', () => {
    fc.assert(
      fc.property(anyMonth, (month) => {
        const weeks = weeksOf(month)
        const days = weeks.flat()
        for (const week of weeks) {
          expect(week).toHaveLength(7)
          expect(startOfDay(week[0] ?? '').getUTCDay()).toBe(1)
          expect(week.some((day) => monthOf(day) === month)).toBe(true)
        }
        expect(days).toEqual(days.map((_, index) => addDays(days[0] ?? '', index)))
        const own = days.filter((day) => monthOf(day) === month)
        expect(own).toHaveLength(daysBetween(`${month}-01`, lastDayOf(month)) + 1)
        expect(spanOf(month)).toEqual({ from: days[0], until: days.at(-1) })
      }),
    )
  })

  test('are those of the calendar, also in February and over the end of a year', () => {
    expect(weeksOf('2027-02')).toHaveLength(4)
    expect(lastDayOf('2028-02')).toBe('2028-02-29')
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2027-01', -1)).toBe('2026-12')
  })
})

describe('a week of entries', () => {
  test('shows every entry of a day or counts it, and none on a day that is not its own', () => {
    fc.assert(
      fc.property(entries, (given) => {
        for (const { day, lines, hidden, all } of layOut(WEEK, given)) {
          const here = given.filter((entry) => entry.date <= day && lastDay(entry) >= day)
          const shown = lines.flatMap((piece) => (piece === null ? [] : [piece.entry.id]))
          expect(new Set(all.map(({ id }) => id))).toEqual(new Set(here.map(({ id }) => id)))
          expect(shown.length + hidden).toBe(here.length)
          expect(new Set(shown).size).toBe(shown.length)
          expect(shown.length).toBeLessThanOrEqual(SHOWN_MAX)
          for (const id of shown) expect(here.some((entry) => entry.id === id)).toBe(true)
        }
      }),
    )
  })

  test('keeps what lasts on one line, without gaps, and writes it out once', () => {
    fc.assert(
      fc.property(entries, (given) => {
        const cells = layOut(WEEK, given)
        for (const entry of given) {
          const places = cells.flatMap(({ lines, day }) =>
            lines.flatMap((piece, line) => (piece?.entry.id === entry.id ? [{ line, day, piece }] : [])),
          )
          if (places.length === 0) continue
          expect(new Set(places.map(({ line }) => line)).size).toBe(1)
          expect(places).toHaveLength(WEEK.filter((day) => day >= entry.date && day <= lastDay(entry)).length)
          expect(places.filter(({ piece }) => piece.leads)).toHaveLength(1)
          expect(places.some(({ piece }) => piece.begins)).toBe(entry.date >= MONDAY)
        }
      }),
    )
  })

  test('begins with what comes first in the list of a day', () => {
    const [first, second] = [entryOf(MONDAY, 0, 1), entryOf(MONDAY, 0, 2)]
    const [monday] = layOut(WEEK, [first, second])
    expect(monday?.lines.map((piece) => piece?.entry.id)).toEqual([first.id, second.id])
  })
})

test('an id of an entry says its kind, its day and its thing, and other texts say nothing', () => {
  const things = fc.string({ minLength: 1 })
  fc.assert(
    fc.property(things, (thing) => {
      expect(findEntryParts(entryId('decision_due', MONDAY, thing))).toEqual({
        kind: 'decision_due',
        day: MONDAY,
        thing,
      })
    }),
  )
  for (const text of ['', 'x~2026-01-01~y', 'runtime_date~2026-02-30~y', 'runtime_date~2026-01-01']) {
    expect(findEntryParts(text)).toBeNull()
  }
})
