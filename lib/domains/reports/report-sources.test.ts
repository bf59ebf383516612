import { expect, test } from 'vitest'
import { allSources } from '#lib/collectors/all-sources'
import { ORGANIZATION_SOURCES, READ_BY } from './report-sources.ts'

test('sources that are asked once for everybody are those that say so', () => {
  const declared = allSources.filter(({ scopedTo }) => scopedTo === 'organization').map(({ id }) => id)
  expect([...ORGANIZATION_SOURCES].sort()).toEqual(declared.sort())
})

test('what a report reads its figures by is read', () => {
  const ids: readonly string[] = allSources.map(({ id }) => id)
  for (const source of Object.values(READ_BY)) expect(ids).toContain(source)
})
