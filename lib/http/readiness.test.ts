import { expect, test } from 'vitest'
import { judgeReadiness } from './readiness.ts'

const EXPECTED = ['1_first', '2_second']
const STORED = { mode: 'demo', pastComplete: true, migrations: EXPECTED } as const

test.for([
  ['ready', { ...STORED, migrations: [...EXPECTED] }, 'ready', undefined],
  ['not ready without a set-up', undefined, 'unavailable', 'was not set up yet'],
  [
    'not ready while migrations are missing',
    { ...STORED, migrations: ['1_first'] },
    'unavailable',
    'lacks 1 migrations',
  ],
  [
    'not ready on the database of a newer Steward',
    { ...STORED, migrations: [...EXPECTED, '3_x'] },
    'unavailable',
    'by a newer',
  ],
  [
    'filling while a demo has no whole past',
    { ...STORED, pastComplete: false, migrations: [...EXPECTED] },
    'filling',
    'still being filled',
  ],
  [
    'ready where there is no past to fill',
    { mode: 'aws', pastComplete: false, migrations: [...EXPECTED] },
    'ready',
    undefined,
  ],
] as const)('an installation is %s', ([, stored, status, reason]) => {
  const readiness = judgeReadiness(stored as Parameters<typeof judgeReadiness>[0], EXPECTED)
  expect(readiness.status).toBe(status)
  expect(readiness.reasons).toEqual(reason ? [expect.stringContaining(reason)] : [])
})
