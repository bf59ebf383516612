import { expect, test } from 'vitest'
import { joinedInWords } from './joined-run.ts'

const at = (time: string) => new Date(`2026-11-20T${time}Z`)

test('who joins a run is told since when it reads, or that it waits', () => {
  const run = { status: 'running', requestedAt: at('08:00:00'), startedAt: at('08:00:05') }
  expect(joinedInWords(run, at('08:00:45'))).toBe('A collection that began 40 s ago answers this.')
  expect(joinedInWords(run, at('08:03:45'))).toBe('A collection that began 3 minutes ago answers this.')
  expect(joinedInWords({ ...run, status: 'requested', startedAt: null }, at('08:00:02'))).toBe(
    'A collection that was asked for 2 s ago and has not begun answers this.',
  )
})
