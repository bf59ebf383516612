import { expect, test } from 'vitest'
import { may, PERMISSIONS, type Permission, permissionsOf } from './permissions.ts'

const ALL = Object.keys(PERMISSIONS) as Permission[]

test('an auditor reads everything and starts nothing', () => {
  expect(permissionsOf({ role: 'auditor' })).toEqual(ALL.filter((permission) => permission.endsWith(':read')))
})

test('only the CCoE starts a collection', () => {
  expect((['ccoe', 'member', 'auditor'] as const).filter((role) => may({ role }, 'runs:start'))).toEqual(['ccoe'])
})

test('a role that is none of ours may do nothing', () => {
  // A value that only a broken database could hold.
  const role = 'administrator' as 'ccoe'
  expect(permissionsOf({ role })).toEqual([])
})

test('every permission says in a sentence what it allows', () => {
  for (const permission of ALL) expect(PERMISSIONS[permission].allows).toMatch(/^[a-z].{5,}[^.]$/)
})
