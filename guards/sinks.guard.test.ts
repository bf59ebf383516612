import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

/** Its names are made by the world that it simulates. */
const MAKES_ITS_OWN_TEXTS = new Set(['bin/simulate.ts'])

test('commands print JSON through the encoder, which leaves nothing in it that a terminal obeys', () => {
  const printing = listFiles('bin', /\.ts$/)
    .filter((path) => !path.includes('/testing/') && !path.endsWith('.test.ts') && !MAKES_ITS_OWN_TEXTS.has(path))
    .filter((path) => /stdout\.write\([^\n]*JSON\.stringify/.test(read(path)))
  expect(printing, 'Use jsonOf of lib/encode/json.ts.').toEqual([])
})
