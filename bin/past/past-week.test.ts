import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../lib/core/time.ts'
import { pastEvents } from './past-week.ts'

const until = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
})

test('whenever a demo is started, each week of its past has a collection and four working mornings after it', () => {
  fc.assert(
    fc.property(until, (now) => {
      const events = pastEvents(now, 12)
      const collected = events.filter(({ does }) => does === 'collect')
      expect(collected).toHaveLength(12)
      expect(events.filter(({ does }) => does === 'decide')).toHaveLength(48)
      for (const event of events) {
        if (event.does !== 'decide') continue
        const begun = collected[event.week]?.at.getTime() ?? 0
        expect(event.at.getTime()).toBeGreaterThan(begun)
        expect(event.at.getTime()).toBeLessThan(begun + 7 * DAY_MS)
        expect([1, 2, 3, 4, 5]).toContain(event.at.getUTCDay())
      }
    }),
  )
})

test('events come in the order of their time, and none lies ahead', () => {
  fc.assert(
    fc.property(until, (now) => {
      const times = pastEvents(now, 12).map(({ at }) => at.getTime())
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      expect(Math.max(...times)).toBeLessThan(now.getTime())
    }),
  )
})
