import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listRoutes, routeRefusal } from './routes.ts'

const ROUTES = listRoutes(join(import.meta.dirname, '../../app'))
const refusal = routeRefusal(ROUTES)
/** A path of the route: any value where one is taken. */
const pathOf = (segments: readonly string[], value: string): string =>
  `/${segments.map((one) => (one.startsWith('[') ? value : one)).join('/')}`

describe('the routes there are', () => {
  test('are those that the files of app/ make, each with its methods', () => {
    expect(ROUTES.length).toBeGreaterThan(40)
    for (const { segments, methods } of ROUTES) {
      expect(segments[0]).toBe('api')
      expect(methods.length, segments.join('/')).toBeGreaterThan(0)
    }
  })

  test('are passed on with each of their methods, and refused with any other, which names those', () => {
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
    fc.assert(
      fc.property(fc.constantFrom(...ROUTES), fc.stringMatching(/^[\w%.~-]{1,20}$/), ({ segments, methods }, value) => {
        // A name that another route has is that route's.
        fc.pre(!ROUTES.some((other) => other.segments.includes(value)))
        const path = pathOf(segments, value)
        const answered = methods.includes('GET') ? [...methods, 'HEAD', 'OPTIONS'] : [...methods, 'OPTIONS']
        for (const method of answered) expect([method, refusal(method, path)]).toEqual([method, undefined])
        for (const method of others.filter((one) => !answered.includes(one))) {
          const refused = refusal(method, path)
          expect(refused).toMatchObject({
            status: 405,
            message: expect.stringContaining(`does not answer ${method}. It`),
          })
          expect([...(refused?.allow ?? [])].sort()).toEqual(answered.sort())
          for (const one of answered) expect(refused?.message).toContain(one)
        }
      }),
    )
  })

  test('win by their names over those that take any value', () => {
    expect(refusal('POST', '/api/v1/exports/turns')).toBeUndefined()
    expect(refusal('POST', '/api/v1/exports/accounts')).toMatchObject({ status: 405 })
  })

  test.each([
    '/api/',
    '/api/v1',
    '/api/v2/accounts',
    '/api/v1/accounts/1/2',
    '/api/v1//facets',
    '/api/v1/accounts.json',
  ])('are all there are: %s is none', (path) => {
    expect(refusal('GET', path)).toMatchObject({
      status: 404,
      message: expect.stringMatching(/^There is no such route\./),
    })
  })
})
