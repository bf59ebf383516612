import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '#lib/catalogue/lambda-runtimes'
import { defaultValues } from '#lib/core/list'
import { addDays, isDay } from '#lib/core/time'
import { calendarList } from './contract.ts'
import { addMonths } from './month.ts'
import { runtimeDatesIn, runtimeEntry, statusOfDate } from './runtime-entries.ts'
import { lastOfEachRuntime, lateQuestionOf, monthAsked, questionOf, shownOf, type View } from './view.ts'

const TODAY = '2026-11-21'
const VALUES = defaultValues(calendarList)
const USE = { functions: 212, live: 40, done: 37, accounts: 9, teams: ['data'] }

const entryOn = (day: string, functions: number) => {
  const runtime = BUILT_IN_RUNTIMES.runtimes.get('python3.9')
  if (!runtime) throw new Error('the catalogue has python3.9')
  return runtimeEntry({ runtime, date: 'blockUpdateOn', day }, { ...USE, functions }, TODAY)
}

describe('dates of runtimes', () => {
  test('are deprecation, create block and update block, each where it lies in the days asked for', () => {
    const all = runtimeDatesIn(BUILT_IN_RUNTIMES.runtimes.values(), { from: '2015-01-01', until: '2040-01-01' })
    const python = all.filter(({ runtime }) => runtime.id === 'python3.9')
    expect(python.map(({ date }) => date)).toEqual(['deprecatedOn', 'blockCreateOn', 'blockUpdateOn'])
    for (const { day, runtime } of python) {
      const found = runtimeDatesIn([runtime], { from: day, until: day })
      expect(found.every((each) => each.day === day)).toBe(true)
      expect(found.length).toBeGreaterThan(0)
    }
  })

  test('are late with functions still there, and completed without any', () => {
    expect(statusOfDate(addDays(TODAY, -1), 1, TODAY)).toBe('overdue')
    expect(statusOfDate(TODAY, 1, TODAY)).toBe('ongoing')
    expect(statusOfDate(addDays(TODAY, 1), 1, TODAY)).toBe('upcoming')
    for (const days of [-9, 0, 9]) expect(statusOfDate(addDays(TODAY, days), 0, TODAY)).toBe('completed')
  })

  test('count what still stands there of all that ever did', () => {
    expect(entryOn('2027-03-03', 212)).toMatchObject({
      title: 'python3.9 update block',
      service: 'LAMBDA',
      open: 212,
      done: 37,
      live: 40,
    })
  })
})

describe('what is shown', () => {
  const look = { hidden: [], text: '', allCompleted: false, today: TODAY }
  const old = entryOn('2026-10-01', 0)
  const lately = entryOn('2026-11-01', 0)
  const late = entryOn('2025-01-01', 5)

  test('leaves out what is over for more than thirty days, unless somebody asks, and never what is late', () => {
    expect(shownOf([old, lately, late], look)).toEqual([lately, late])
    expect(shownOf([old, lately, late], { ...look, allCompleted: true })).toEqual([old, lately, late])
  })

  test('names of what is late of one runtime the last date only', () => {
    const later = entryOn('2025-06-01', 5)
    const other = { ...late, href: '/lambda?runtime=other' }
    expect(lastOfEachRuntime([late, other, later])).toEqual([other, later])
  })

  test('follows the legend and the text', () => {
    expect(shownOf([late], { ...look, hidden: ['overdue'] })).toEqual([])
    expect(shownOf([late], { ...look, hidden: ['runtime_date'] })).toEqual([])
    expect(shownOf([late], { ...look, text: 'PYTHON3.9' })).toEqual([late])
    expect(shownOf([late], { ...look, text: '%' })).toEqual([])
  })
})

describe('the address', () => {
  test('names a month, or means that of today', () => {
    expect(monthAsked('2027-03', TODAY)).toBe('2027-03')
    for (const wrong of ['2027-13', 'soon', ['2027-03'], undefined]) expect(monthAsked(wrong, TODAY)).toBe('2026-11')
  })

  test('asks a month for its whole weeks, an agenda for three months and for what is late from before', () => {
    expect(questionOf(VALUES, { view: 'month', month: '2026-12' })).toEqual({ from: '2026-11-30', until: '2027-01-03' })
    expect(questionOf(VALUES, { view: 'agenda', month: '2026-12' })).toEqual({
      from: '2026-12-01',
      until: '2027-02-28',
    })
    const values = { ...VALUES, filters: { team: ['data'], status: ['upcoming'] } }
    expect(lateQuestionOf(values, '2026-11')).toMatchObject({
      until: '2026-10-31',
      status: ['overdue'],
      team: ['data'],
    })
  })
})

test('any month of an address gives days that exist, or is not taken (T11)', () => {
  const year = fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.constantFrom(0, 1, 1899, 1900, 2999, 3000, 9998, 9999))
  fc.assert(
    fc.property(year, fc.integer({ min: 0, max: 13 }), fc.constantFrom<View>('month', 'agenda'), (of, number, view) => {
      const asked = `${String(of).padStart(4, '0')}-${String(number).padStart(2, '0')}`
      const month = monthAsked(asked, '2026-12-01')
      const { from, until } = questionOf(defaultValues(calendarList), { view, month })
      expect([from, until].every(isDay)).toBe(true)
      expect(addMonths(month, -1)).toMatch(/^\d{4}-\d{2}$/)
    }),
  )
})
