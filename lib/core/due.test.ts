import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysDue, isLate, isSoon, SOON_DAYS } from './due.ts'
import { addDays } from './time.ts'

const TODAY = '2026-11-21'
const day = fc.integer({ min: -900, max: 900 }).map((days) => addDays(TODAY, days))

test('on the day itself there is still the day', () => {
  expect([isLate(TODAY, TODAY), isSoon(TODAY, TODAY)]).toEqual([false, true])
  expect([isLate(addDays(TODAY, -1), TODAY), isSoon(addDays(TODAY, -1), TODAY)]).toEqual([true, false])
  expect([isSoon(addDays(TODAY, SOON_DAYS), TODAY), isSoon(addDays(TODAY, SOON_DAYS + 1), TODAY)]).toEqual([
    true,
    false,
  ])
})

test('what has no date is neither late nor soon', () => {
  expect([isLate(null, TODAY), isSoon(null, TODAY)]).toEqual([false, false])
})

test('filters by due date fit exactly what is late, or soon', () => {
  const fits = (word: string, dueOn: string, today: string): boolean => {
    const days = daysDue(word, today)
    return days !== undefined && (days.from === null || dueOn >= days.from) && dueOn <= days.until
  }
  fc.assert(
    fc.property(day, day, (dueOn, today) => {
      expect(fits('overdue', dueOn, today)).toBe(isLate(dueOn, today))
      expect(fits('30days', dueOn, today)).toBe(isSoon(dueOn, today))
    }),
  )
})
