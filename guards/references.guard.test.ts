import { expect, test } from 'vitest'
import { fileExists, listFiles, read } from './project-files.ts'

const LEGEND = 'docs/guarantees.md'
/** A letter and a number as a word of its own; not the hour of an instant, nor a part of a drawing's path. */
const REFERENCE = /(?<![\w.$}/-])(?:FC-\d{2}|[IFPT]\d{1,2})(?!\w|:\d|\.\d)/g

const rows = new Map(
  [...read(LEGEND).matchAll(/^\| ((?:FC-\d{2}|[IFPT]\d{1,2})) \|(.*)\|$/gm)].map((match) => [
    match[1] ?? '',
    match[2] ?? '',
  ]),
)

const referencesOf = (path: string): string[] => (read(path).match(REFERENCE) ?? []).map((found) => found)

test('every reference to a guarantee is one that docs/guarantees.md defines', () => {
  const named = listFiles('', /\.(ts|tsx|mjs|js|md|sql)$/)
    .filter((path) => path !== LEGEND)
    .map((path) => ({ path, references: referencesOf(path) }))
  const undefinedOnes = named.flatMap(({ path, references }) =>
    references.filter((reference) => !rows.has(reference)).map((reference) => `${path}: ${reference}`),
  )
  expect(named.flatMap(({ references }) => references).length).toBeGreaterThan(300)
  expect([...new Set(undefinedOnes)], `Correct it, or define it at the end of its table in ${LEGEND}.`).toEqual([])
})

test('every test that docs/guarantees.md names exists and carries the reference', () => {
  const wrong = [...rows].flatMap(([reference, row]) =>
    [...row.matchAll(/`([\w./-]+\.ts)`/g)]
      .map((match) => match[1] ?? '')
      .filter((path) => !fileExists(path) || !referencesOf(path).includes(reference))
      .map((path) => `${reference}: ${path}`),
  )
  expect(rows.size).toBeGreaterThan(150)
  expect(wrong, `Name in ${LEGEND} a test that exists, and the reference in the title of that test.`).toEqual([])
})

test('no guarantee is defined twice', () => {
  const all = [...read(LEGEND).matchAll(/^\| ((?:FC-\d{2}|[IFPT]\d{1,2})) \|/gm)].map((match) => match[1])
  expect(all.filter((reference, index) => all.indexOf(reference) !== index)).toEqual([])
})
