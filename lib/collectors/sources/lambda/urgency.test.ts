import { expect, test } from 'vitest'
import type { KnownFunction } from '../../define-source.ts'
import { mostUrgentFirst } from './urgency.ts'

const runtimes = new Map([
  ['python3.8', { deprecatedOn: '2024-10-14' }],
  ['python3.10', { deprecatedOn: '2027-01-31' }],
  ['python3.13', { deprecatedOn: '2029-06-30' }],
])
const fn = (name: string, runtime: string | null, ...versions: string[]): KnownFunction => ({
  name,
  packageType: 'Zip',
  runtime,
  versions: versions.map((id, index) => ({ version: String(index + 1), runtime: id })),
  aliases: [],
})

test('deprecated comes before approaching before all others, by its worst version', () => {
  const functions = [
    fn('fine', 'python3.13'),
    fn('image', null),
    fn('approaching', 'python3.10'),
    fn('old-version', 'python3.13', 'python3.8'),
    fn('deprecated', 'python3.8'),
  ]
  const names = mostUrgentFirst(functions, { runtimes, today: '2026-11-21', noticeDays: 180 }).map(({ name }) => name)
  expect(names).toEqual(['deprecated', 'old-version', 'approaching', 'fine', 'image'])
})
