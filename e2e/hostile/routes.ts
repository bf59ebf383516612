/** Every route and page there is, from the file tree, so that a new one is attacked without anybody thinking of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const APP_DIR = join(import.meta.dirname, '../../app')
const DOMAINS_DIR = join(import.meta.dirname, '../../lib/domains')

export type Target = { kind: 'route' | 'page'; segments: string[]; methods: string[] }

export function listTargets(): Target[] {
  return readdirSync(APP_DIR, { recursive: true, encoding: 'utf8' }).flatMap((file): Target[] => {
    const path = join(APP_DIR, file)
    if (/(^|\/)page\.tsx$/.test(file)) {
      return [{ kind: 'page', segments: segmentsOf(path), methods: ['GET'] }]
    }
    if (!/(^|\/)route\.ts$/.test(file)) return []
    const methods = [...readFileSync(path, 'utf8').matchAll(/export const ([A-Z]+)\b/g)].map(
      ([, method = '']) => method,
    )
    return [{ kind: 'route', segments: segmentsOf(path), methods }]
  })
}

/** A folder in brackets takes any value, one in parentheses is not part of the address. */
const segmentsOf = (file: string): string[] =>
  relative(APP_DIR, dirname(file))
    .split('/')
    .filter((segment) => segment !== '' && !segment.startsWith('('))

/** Whatever any contract names: more than any one route takes. */
export function listNames(): string[] {
  const names = new Set(['from', 'until', 'month', 'view', 'day', 'entry', 'next', 'link', 'tab', 'week'])
  for (const file of readdirSync(DOMAINS_DIR, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('contract.ts')) continue
    const text = readFileSync(join(DOMAINS_DIR, file), 'utf8')
    for (const [, name = ''] of text.matchAll(/\b([a-z][A-Za-z]{1,24}):/g)) names.add(name)
    for (const [, name = ''] of text.matchAll(/'([a-z][A-Za-z]{1,24})'/g)) names.add(name)
  }
  return [...names].sort()
}
