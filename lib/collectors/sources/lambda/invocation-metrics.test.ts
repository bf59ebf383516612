import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startOfDay } from '#lib/core/time'
import { all, scriptedAccess } from '../../testing/scripted-access.ts'
import { lastInvocations } from './invocation-metrics.ts'

const TODAY = '2026-11-21'
const day = (text: string) => startOfDay(text)
const metric = (functionName: string) => ({ functionName, resource: null })

test('a metric that goes on over pages has the latest of its days, and is complete by its last part', async () => {
  const aws = scriptedAccess({
    pages: () => [
      { MetricDataResults: [{ Id: 'm0', StatusCode: 'PartialData', Timestamps: [day('2026-11-03')], Values: [2] }] },
      { MetricDataResults: [{ Id: 'm0', StatusCode: 'Complete', Timestamps: [day('2026-10-01')], Values: [9] }] },
    ],
  })
  expect(await all(lastInvocations(aws, [metric('a')], TODAY))).toEqual([
    { state: 'seen', lastInvokedOn: '2026-11-03' },
  ])
  expect(aws.passed).toEqual([])
})

test('a day with a sum of zero is a day without invocations', async () => {
  const aws = scriptedAccess({
    pages: () => [
      { MetricDataResults: [{ Id: 'm0', StatusCode: 'Complete', Timestamps: [day('2026-11-03')], Values: [0] }] },
    ],
  })
  expect(await all(lastInvocations(aws, [metric('a')], TODAY))).toEqual([{ state: 'none', lastInvokedOn: null }])
})

test('F93 a metric without an answer, or with half of one, is unknown and never none', async () => {
  const aws = scriptedAccess({
    pages: () => [{ MetricDataResults: [{ Id: 'm0', StatusCode: 'InternalError', Timestamps: [], Values: [] }] }],
  })
  const answers = await all(lastInvocations(aws, [metric('a'), metric('b')], TODAY))
  expect(answers.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
  expect(aws.passed).toHaveLength(1)
})

test('any number of metrics gets its own answer, in order, with calls that fit one page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 454 }), { maxLength: 700, size: 'max' }), async (agos) => {
      const lastDays = agos.map((ago) => new Date(day(TODAY).getTime() - ago * 86_400_000))
      let answered = 0
      const aws = scriptedAccess({
        pages: ({ MetricDataQueries }) => {
          const ids = (MetricDataQueries as { Id: string }[]).map(({ Id }) => Id)
          const from = answered
          answered += ids.length
          expect(ids.length * 455).toBeLessThanOrEqual(100_800)
          return [
            {
              MetricDataResults: ids.map((Id, index) => ({
                Id,
                StatusCode: 'Complete',
                Timestamps: [lastDays[from + index]],
                Values: [1],
              })),
            },
          ]
        },
      })
      const answers = await all(
        lastInvocations(
          aws,
          agos.map((_, index) => metric(`f${index}`)),
          TODAY,
        ),
      )
      expect(answers.map(({ lastInvokedOn }) => lastInvokedOn)).toEqual(
        lastDays.map((instant) => instant.toISOString().slice(0, 10)),
      )
    }),
    { numRuns: 30 },
  )
})
