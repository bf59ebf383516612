import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Truth is worth something only where it does not come from what it is held against. */
const ALLOWED = [/^\.\.?\//, /^node:/, /^zod$/, /^@smithy\/core\/cbor$/, /^#lib\/core\/time$/]
const IMPORT_PATTERN = /^(?:import|export|\}) ?.*from '([^'\n]+)'$|\bimport\('([^'\n]+)'\)/gm

function files(pattern: string, isTest: boolean): string[] {
  return globSync(pattern, { cwd: import.meta.dirname }).filter((file) => /test/.test(file) === isTest)
}

test('the simulator knows nothing of the product but how days are counted', () => {
  expect(files('**/*.ts', false).length).toBeGreaterThan(30)
  const strangers = files('**/*.ts', false).flatMap((file) => {
    const source = readFileSync(join(import.meta.dirname, file), 'utf8')
    return [...source.matchAll(IMPORT_PATTERN)]
      .map(([, name, loaded]) => name ?? loaded ?? '')
      .filter((name) => !ALLOWED.some((pattern) => pattern.test(name)) || /(\.\.\/)+(lib|bin|worker|app)\//.test(name))
      .map((name) => `${file} imports ${name}: copy the fact with its source, or write it anew here`)
  })

  expect(strangers).toEqual([])
})
