import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { currentRuntimes } from './current-runtimes.ts'
import { BUILT_IN_RUNTIMES } from './lambda-runtimes.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steward-runtimes-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const GOOD = JSON.stringify({
  asOf: '2026-11-01',
  source: 'x',
  runtimes: [{ id: 'java8', blockUpdateOn: '2028-01-01' }],
})

/** Edits that follow each other within a millisecond still have their own times. */
function write(file: string, text: string, second: number) {
  writeFileSync(file, text)
  utimesSync(file, second, second)
}

test('without a file the built-in catalogue is in force', () => {
  expect(currentRuntimes(undefined)).toEqual({ catalogue: BUILT_IN_RUNTIMES, problem: null })
})

test('a bad edit is refused with a sentence, and the last good file stays in force', () => {
  const file = join(folder, 'runtimes.json')
  write(file, GOOD, 1)
  const good = currentRuntimes(file)
  expect(good.problem).toBeNull()
  expect(good.catalogue.runtimes.get('java8')?.blockUpdateOn).toBe('2028-01-01')

  write(file, '{"asOf":', 2)
  const bad = currentRuntimes(file)
  expect(bad.problem).toBe('STEWARD_RUNTIMES_FILE is not used: the file is not JSON. In force: the last good file.')
  expect(bad.catalogue).toBe(good.catalogue)

  write(file, GOOD.replace('2028-01-01', '2029-01-01'), 3)
  expect(currentRuntimes(file).catalogue.runtimes.get('java8')?.blockUpdateOn).toBe('2029-01-01')
})

test('a file that was never good leaves the built-in dates in force, and says so', () => {
  const { catalogue, problem } = currentRuntimes(join(folder, 'absent.json'))
  expect(catalogue).toBe(BUILT_IN_RUNTIMES)
  expect(problem).toContain("the file cannot be read. In force: Steward's own dates.")
})
