import fc from 'fast-check'
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
  '/.//elsewhere.example',
  '/..//elsewhere.example',
  '/x/..//elsewhere.example',
  '/%2e%2e//elsewhere.example',
  '/./\\elsewhere.example',
  '/.\\/elsewhere.example',
  '/\n/elsewhere.example',
  'javascript:alert(1)',
  '',
  undefined,
  ['/a', '/b'],
])('signing in never leads to another site: %j', (next) => {
  expect(ownPath(next)).toBe('/')
})

test('of any text a browser stays on this site, whichever way it is made of dots, slashes and line breaks', () => {
  const piece = fc.constantFrom(
    '/',
    '//',
    '\\',
    '.',
    '..',
    '%2e',
    '%2E%2e',
    '%2f',
    '\t',
    '\r\n',
    ' ',
    '@',
    ':',
    '#',
    '?',
    'a',
    'elsewhere.example',
    'https:',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 9 }),
      fc.constantFrom('https://steward.example.org/sign-in', 'http://127.0.0.1:3000/', 'http://[::1]:3000/a/b?c'),
      (pieces, page) => {
        const { origin } = new URL(page)
        expect(new URL(ownPath(`/${pieces.join('')}`), page).origin).toBe(origin)
      },
    ),
    { numRuns: 3_000 },
  )
})
