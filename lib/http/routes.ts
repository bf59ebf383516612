/** Which routes there are and which methods each answers, by the files that make them. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Refusal } from './well-formed.ts'

/** The parts of its path, one in brackets for any value, and its methods as the file exports them. */
export type Route = { segments: string[]; methods: string[] }

/** What a guard holds every file of a route to. */
const METHOD = /export const ([A-Z]+) = handle/g

export function listRoutes(appDir: string): Route[] {
  return readdirSync(appDir, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .map((file) => {
      const path = join(appDir, file)
      const methods = [...readFileSync(path, 'utf8').matchAll(METHOD)].map(([, method = '']) => method)
      return { segments: segmentsOf(appDir, path), methods }
    })
}

/** A folder in parentheses is not part of the address. */
export const segmentsOf = (appDir: string, file: string): string[] =>
  relative(appDir, dirname(file))
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('('))

const isAny = (segment: string): boolean => segment.startsWith('[')

/** Why no route answers a request under `/api/`, or undefined where one does. Next.js would say it with a status alone. */
export function routeRefusal(routes: readonly Route[]): (method: string, path: string) => Refusal | undefined {
  // A segment that is named wins over one of any value.
  const byNames = routes.toSorted((a, b) => a.segments.filter(isAny).length - b.segments.filter(isAny).length)
  return (method, path) => {
    const given = path.replace(/\/$/, '').split('/').slice(1)
    const route = byNames.find(
      ({ segments }) =>
        segments.length === given.length &&
        segments.every((one, at) => (isAny(one) ? given[at] !== '' : one === given[at])),
    )
    if (route === undefined) {
      return {
        status: 404,
        message: 'There is no such route. /api/v1/openapi.json describes those of lists and exports.',
      }
    }
    const allow = [...route.methods.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one])), 'OPTIONS']
    if (allow.includes(method)) return undefined
    return { status: 405, message: `This route does not answer ${method}. It answers ${allow.join(', ')}.`, allow }
  }
}
