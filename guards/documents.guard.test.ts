import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { fileExists, listFiles, read } from './project-files.ts'

/** Records of decisions speak of the day they were written on; all other documents of today. */
const DOCUMENTS = listFiles('', /\.md$/).filter((path) => !path.startsWith('docs/decisions/'))
const ROOM = 'app|bench|bin|components|deploy|docs|e2e|guards|lib|prisma|simulator|worker'
/** A path from the project directory. A part in angle brackets or with a star stands for several. */
const PATH = new RegExp(`(?<![\\w./@:~-])(?:${ROOM})/[\\w.()[\\]/-]*`, 'g')
const LINK = /\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g

const pathsIn = (text: string): string[] =>
  [...text.matchAll(PATH)].map((match) => {
    const isPattern = /^[<*]/.test(text.slice(match.index + match[0].length))
    const path = isPattern ? match[0].slice(0, match[0].lastIndexOf('/') + 1) : match[0]
    return path.replace(/[.)\]/]+$/, '')
  })

test('every path that a document names exists', () => {
  const wrong = DOCUMENTS.flatMap((document) => {
    const text = read(document)
    const linked = [...text.matchAll(LINK)].map((match) => join(dirname(document), match[1] ?? ''))
    return [...pathsIn(text), ...linked]
      .filter((path) => !fileExists(path) && !fileExists(`${path}.ts`))
      .map((path) => `${document}: ${path}`)
  })
  expect(DOCUMENTS.length).toBeGreaterThan(5)
  expect([...new Set(wrong)], 'Correct the document.').toEqual([])
})

test('every command that a document names exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const commands = [...read('bin/main.ts').matchAll(/^ {2}'?([a-z-]+)'?: async/gm)].map((match) => match[1] ?? '')
  const wrong = DOCUMENTS.flatMap((document) => {
    const text = read(document)
    const run = [...text.matchAll(/\bnpm run ([\w:-]+)/g)].filter((match) => !((match[1] ?? '') in scripts))
    const steward = [...text.matchAll(/\bnpx steward ([a-z][a-z-]+)/g)].filter(
      (match) => !commands.includes(match[1] ?? ''),
    )
    return [...run, ...steward].map((match) => `${document}: ${match[0]}`)
  })
  expect(commands.length).toBeGreaterThan(10)
  expect([...new Set(wrong)], 'Correct the document.').toEqual([])
})
