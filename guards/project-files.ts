/** The repository's own files and what they import, for the guards. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

export const PROJECT_DIR = join(import.meta.dirname, '..')

const NOT_OURS = new Set([
  'node_modules',
  '.next',
  '.git',
  '.steward',
  'generated',
  'test-results',
  'playwright-report',
])
const CODE = /\.(ts|tsx|mts|mjs|js)$/
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g

/** Paths from the project directory, with forward slashes, sorted. */
export function listFiles(folder = '', matching = CODE): string[] {
  const entries = readdirSync(join(PROJECT_DIR, folder), { withFileTypes: true })
  return entries
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) return listFiles(path, matching)
      return matching.test(entry.name) ? [path] : []
    })
    .sort()
}

export const read = (path: string): string => readFileSync(join(PROJECT_DIR, path), 'utf8')

export const fileExists = (path: string): boolean => existsSync(join(PROJECT_DIR, path))

/** A test, or a file that only tests use. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) || /(^|\/)testing\//.test(path) || /^(e2e|guards)\//.test(path)

/** What a file imports: a path of ours from the project directory, or the name of a package. */
export function importsOf(path: string): { ours: string[]; packages: string[] } {
  const ours: string[] = []
  const packages: string[] = []
  for (const match of read(path).matchAll(IMPORT)) {
    const named = match[1] ?? match[2] ?? ''
    if (named.startsWith('.')) ours.push(relative('.', normalize(join(dirname(path), named))))
    else if (named.startsWith('#')) ours.push(named.slice(1))
    else packages.push(named)
  }
  return { ours, packages }
}
