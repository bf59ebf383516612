import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyText } from '../testing/any-text.ts'
import { outcomeOf } from './record-reading.ts'

test('no name that others chose turns or hides the words of a sentence around it (F36)', () => {
  const attempt = { accountId: '111111111111', source: 'lambda.functions', region: 'eu-central-1', attempt: 1 }
  const numbers = { pages: 0, awsCalls: 0, retries: 0, throttles: 0, durationMs: 0 }
  const hostile = fc.oneof(anyText, fc.constantFrom('\u202egnp', '\u2066', 'a\u200bb', '\u001b[2J'))
  fc.assert(
    fc.property(hostile, (name) => {
      const cause = { code: 'ACTION', message: `Not allowed in ${name}.`, remedy: `Let ${name} allow it.` } as const
      const { message, remedy } = outcomeOf(
        { attempt, read: { reading: { status: 'denied', cause }, ...numbers }, before: { lastCompleteAt: null } },
        false,
      )
      for (const text of [message, remedy]) {
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
        expect(text?.isWellFormed()).toBe(true)
      }
    }),
  )
})
