import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test('a path of ours is kept with its query', () => {
  expect(ownPath('/accounts?ou=Root%2FProd')).toBe('/accounts?ou=Root%2FProd')
})

test.each([
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
  '',
  undefined,
  ['/a', '/b'],
])('signing in never leads to another site: %j', (next) => {
  expect(ownPath(next)).toBe('/')
})
