import { expect, test } from 'vitest'
import { medianRun, quantile, repeat } from './repeat.ts'

test('the run with the median ratio judges, whatever the order', () => {
  const taken = medianRun([
    { numerator: 9, denominator: 1 },
    { numerator: 2, denominator: 1 },
    { numerator: 3, denominator: 1 },
  ])

  expect(taken).toEqual({ numerator: 3, denominator: 1, ratio: 3, spread: 7 / 3 })
})

test('a single run has no spread rather than none', () => {
  expect(medianRun([{ numerator: 1, denominator: 2 }]).spread).toBeNull()
})

test('three runs that do not agree become five', async () => {
  const next = [1, 2, 3, 2, 2][Symbol.iterator]()

  expect(await repeat(async () => Number(next.next().value), Number)).toHaveLength(5)
})

test('three runs that agree stay three', async () => {
  expect(await repeat(async () => 1, Number)).toHaveLength(3)
})

test('the 95th percentile of twenty values is the nineteenth', () => {
  expect(
    quantile(
      Array.from({ length: 20 }, (_, index) => index + 1),
      0.95,
    ),
  ).toBe(19)
})
