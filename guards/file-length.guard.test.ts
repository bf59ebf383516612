import { expect, test } from 'vitest'
import { listFiles, read } from './project-files.ts'

const LINES_MAX = 400

test(`no file of code is longer than ${LINES_MAX} lines`, () => {
  const long = listFiles()
    .map((path) => ({ path, lines: read(path).split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX)
  expect(long, 'Find the second subject in the file and give it one of its own.').toEqual([])
})

test('no file names a path of somebody’s machine', () => {
  const named = listFiles('', /\.(ts|tsx|mjs|js|json|md|yml|yaml|sql|sh|css)$/).filter((path) =>
    /(^|[\s"'`(=])\/(home|root|Users|work)\/[a-z]/.test(read(path)),
  )
  expect(named, 'Use a path from the project directory, or one that a setting names.').toEqual([])
})
