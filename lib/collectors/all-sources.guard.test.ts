/** What every source must be like, so that what is derived from it is right. */
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allSources } from './all-sources.ts'
import { BUCKETS, bucketFor } from './aws/buckets.ts'

const operationOf = (action: string): string => action.split(':')[1] ?? ''

test('ids are unique, and a source stands after those it builds on', () => {
  const ids = allSources.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [index, { after }] of allSources.entries()) {
    for (const id of after) expect(ids.slice(0, index)).toContain(id)
  }
})

test.each(allSources.map((source) => [source.id, source] as const))('%s is found by its id', (id) => {
  expect(existsSync(new URL(`./sources/${id.replace('.', '/')}.ts`, import.meta.url))).toBe(true)
})

test.each(allSources.map((source) => [source.id, source] as const))(
  '%s only reads, each call at a known pace',
  (_, source) => {
    expect(source.describes).toMatch(/^[A-Z].*\.$/)
    expect(source.actions.length).toBeGreaterThan(0)
    for (const action of source.actions) {
      expect(action).toMatch(/^[a-z-]+:(Describe|Get|List)[A-Z]\w+$/)
      expect(Object.keys(BUCKETS)).toContain(bucketFor(source.bucket, operationOf(action)))
    }
  },
)
