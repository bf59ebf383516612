import { expect, test } from 'vitest'
import { askingSeverities, asksForAnswer } from './asks.ts'
import { SEVERITIES } from './lambda/severity.ts'

test('medium and worse ask for an answer unless settings say otherwise', () => {
  const asking = SEVERITIES.filter((severity) => asksForAnswer('health.scheduled-change', severity, 'medium'))
  expect(asking).toEqual(['critical', 'high', 'medium'])
  expect(askingSeverities('critical')).toEqual(['critical'])
  expect(askingSeverities('info')).toEqual(SEVERITIES)
})

test('a function on an old runtime always asks, also one that nothing uses', () => {
  for (const severity of SEVERITIES) {
    expect(asksForAnswer('lambda.deprecated-runtime', severity, 'critical')).toBe(true)
  }
})
