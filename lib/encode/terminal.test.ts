import fc from 'fast-check'
import { expect, test } from 'vitest'
import { terminalText } from './terminal.ts'

test('a name that others chose neither moves the cursor of a terminal nor turns the text around it', () => {
  expect(terminalText('account \u001b[2J\u202egnp\r\nnext')).toBe('account ‹U+001B›[2J‹U+202E›gnp‹U+000D›\nnext')
})

test('of any text a terminal is given lines, and nothing that it obeys', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = terminalText(text)
      expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(shown.split('\n')).toHaveLength(text.split('\n').length)
    }),
  )
})
