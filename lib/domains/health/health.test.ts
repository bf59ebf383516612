import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BUILT_IN_RUNTIMES } from '#lib/catalogue/lambda-runtimes'
import { addDays, daysBetween } from '#lib/core/time'
import { changeTitle, shortChangeTitle } from './change-words.ts'
import { noticeOf } from './notice.ts'
import { progressOf } from './progress.ts'
import { isSubjectOf, runtimeSubjectOf } from './recommendation-of-change.ts'

const TODAY = '2026-11-21'

describe('the name of a change', () => {
  test.each([
    ['AWS_EKS_PLANNED_LIFECYCLE_EVENT', 'EKS', '1.31', 'EKS 1.31: planned lifecycle event', 'EKS 1.31'],
    ['AWS_EKS_PLANNED_LIFECYCLE_EVENT', 'EKS', '1.31 in EKS', 'EKS 1.31: planned lifecycle event', 'EKS 1.31'],
    ['AWS_EKS_PLANNED_LIFECYCLE_EVENT', 'EKS', 'EKS 1.31', 'EKS 1.31: planned lifecycle event', 'EKS 1.31'],
    [
      'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
      'LAMBDA',
      'Node.js 22 in Lambda',
      'Node.js 22 in Lambda: planned lifecycle event',
      'Node.js 22 in Lambda',
    ],
    ['AWS_RDS_PLANNED_LIFECYCLE_EVENT', 'RDS', null, 'RDS: planned lifecycle event', 'RDS planned lifecycle'],
    [
      'AWS_EC2_INSTANCE_RETIREMENT_SCHEDULED',
      'EC2',
      null,
      'EC2: instance retirement scheduled',
      'EC2 instance retirement',
    ],
    ['SOMETHING', 'NEWSERVICE', null, 'NEWSERVICE: something', 'NEWSERVICE something'],
  ])('of %s is made of what AWS says', (typeCode, service, versions, title, short) => {
    expect(changeTitle({ typeCode, service, versions })).toBe(title)
    expect(shortChangeTitle({ typeCode, service, versions })).toBe(short)
  })
})

describe('notice', () => {
  const seen = { planned: true, startsOn: '2027-06-01', firstSeenOn: '2026-11-21', seenAtFirstLook: false }

  test('is held against 180 days for major and 90 for minor changes, of planned lifecycle events', () => {
    expect(noticeOf(seen)).toEqual({ days: 192, atLeast: false, promise: 'kept' })
    expect(noticeOf({ ...seen, startsOn: '2027-03-01' })).toEqual({ days: 100, atLeast: false, promise: 'minor_only' })
    expect(noticeOf({ ...seen, startsOn: '2027-01-01' })).toEqual({ days: 41, atLeast: false, promise: 'short' })
    expect(noticeOf({ ...seen, planned: false }).promise).toBe('none')
  })

  test('is unknown without a start, and where we looked for the first time too late to tell', () => {
    expect(noticeOf({ ...seen, startsOn: null }).promise).toBe('unknown')
    expect(noticeOf({ ...seen, startsOn: '2027-01-01', seenAtFirstLook: true })).toEqual({
      days: 41,
      atLeast: true,
      promise: 'unknown',
    })
    expect(noticeOf({ ...seen, seenAtFirstLook: true }).promise).toBe('kept')
  })

  test('is unknown, and not none, where the day was past when we first looked', () => {
    const past = { ...seen, startsOn: '2026-10-01' }
    expect(noticeOf({ ...past, seenAtFirstLook: true })).toEqual({ days: null, atLeast: true, promise: 'unknown' })
    expect(noticeOf(past)).toEqual({ days: -51, atLeast: false, promise: 'short' })
  })

  test('is unknown where AWS named no start, which was then not past when we first looked either', () => {
    const undated = { ...seen, startsOn: null, seenAtFirstLook: true }
    expect(noticeOf(undated)).toEqual({ days: null, atLeast: false, promise: 'unknown' })
    expect(noticeOf({ ...undated, planned: false })).toEqual({ days: null, atLeast: false, promise: 'none' })
  })
})

describe('progress', () => {
  const move = fc.record({
    day: fc.integer({ min: -200, max: 0 }).map((days) => addDays(TODAY, days)),
    change: fc.integer({ min: -9, max: 9 }),
  })

  test('ends today with what is open now, and goes back twelve weeks at most', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1 }), (moves) => {
        const points = progressOf(moves, TODAY)
        const open = moves.reduce((sum, { change }) => sum + change, 0)
        expect(points.at(-1)).toEqual({ day: TODAY, open })
        expect(points.every(({ day }) => daysBetween(day, TODAY) <= 84)).toBe(true)
        expect(points.map(({ day }) => day)).toEqual([...new Set(points.map(({ day }) => day))].sort())
      }),
    )
  })

  test('begins where it began', () => {
    const moves = [
      { day: '2026-11-10', change: 5 },
      { day: '2026-11-20', change: -2 },
    ]
    expect(progressOf(moves, TODAY)).toEqual([
      { day: '2026-11-10', open: 5 },
      { day: '2026-11-14', open: 5 },
      { day: TODAY, open: 3 },
    ])
    expect(progressOf([], TODAY)).toEqual([])
  })
})

describe('the recommendation of a change', () => {
  test('of a Lambda lifecycle event is that of the runtime', () => {
    const { runtimes } = BUILT_IN_RUNTIMES
    const change = {
      typeCode: 'AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT',
      versions: 'Node.js 22 in Lambda',
      startsAt: new Date('2027-04-30T07:00:00Z'),
    }
    expect(runtimeSubjectOf(change, runtimes)).toBe('lambda-runtime:nodejs22.x')
    expect(runtimeSubjectOf({ ...change, typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT' }, runtimes)).toBeNull()
    expect(runtimeSubjectOf({ ...change, versions: 'Fortran 4' }, runtimes)).toBeNull()
  })

  test('of another type or another change is not its own', () => {
    const change = { changeId: '00000000-0000-0000-0000-000000000000', typeCode: 'AWS_EKS_PLANNED_LIFECYCLE_EVENT' }
    expect(isSubjectOf(change, 'health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/1-31')).toBe(false)
    expect(isSubjectOf(change, `health:AWS_RDS_PLANNED_LIFECYCLE_EVENT/${change.changeId}`)).toBe(false)
    expect(isSubjectOf(change, `health:AWS_EKS_PLANNED_LIFECYCLE_EVENT/${change.changeId}`)).toBe(true)
  })
})
