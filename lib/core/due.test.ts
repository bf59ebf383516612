import { expect, test } from 'vitest'
import { daysDue } from './due.ts'

test('a date of today is due, not overdue, and no date is both', () => {
  expect(daysDue('overdue', '2026-11-21')).toEqual({ from: null, until: '2026-11-20' })
  expect(daysDue('30days', '2026-11-21')).toEqual({ from: '2026-11-21', until: '2026-12-21' })
})

test('a word that is neither names no days', () => {
  expect(daysDue('soon', '2026-11-21')).toBeUndefined()
})
