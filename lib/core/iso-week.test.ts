import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isIsoWeek, mondayOf, sundayOf, weekAfter, weekBefore, weekOf } from './iso-week.ts'
import { addDays, daysBetween, startOfDay } from './time.ts'

const day = fc.integer({ min: 0, max: 365 * 80 }).map((days) => addDays('1990-01-01', days))

test('weeks around New Year belong to the year of their Thursday (F72)', () => {
  // Dates from ISO 8601 itself and from calendars of years with 53 weeks.
  expect(weekOf('2026-11-22')).toBe('2026-W47')
  expect(weekOf('2026-12-31')).toBe('2026-W53')
  expect(weekOf('2027-01-03')).toBe('2026-W53')
  expect(weekOf('2027-01-04')).toBe('2027-W01')
  expect(weekOf('2024-12-30')).toBe('2025-W01')
  expect(weekOf('2005-01-01')).toBe('2004-W53')
})

test('every day lies between the Monday and the Sunday of its week', () => {
  fc.assert(
    fc.property(day, (one) => {
      const week = weekOf(one)
      expect(isIsoWeek(week)).toBe(true)
      expect(startOfDay(mondayOf(week)).getUTCDay()).toBe(1)
      expect(mondayOf(week) <= one && one <= sundayOf(week)).toBe(true)
    }),
  )
})

test('the week after the one before is the week itself, seven days on', () => {
  fc.assert(
    fc.property(day, (one) => {
      const week = weekOf(one)
      expect(weekAfter(weekBefore(week))).toBe(week)
      expect(daysBetween(mondayOf(weekBefore(week)), mondayOf(week))).toBe(7)
    }),
  )
})

test('weeks that do not exist are none', () => {
  for (const text of ['2025-W53', '2026-W54', '2026-W00', '2026-47', '2026-W7', 'last', ''])
    expect(isIsoWeek(text)).toBe(false)
  expect(isIsoWeek('2026-W53')).toBe(true)
})
