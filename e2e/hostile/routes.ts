/** Every route and page there is, from the file tree, so that a new one is attacked without anybody thinking of it. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listRoutes, segmentsOf } from '#lib/http/routes'

const APP_DIR = join(import.meta.dirname, '../../app')
const DOMAINS_DIR = join(import.meta.dirname, '../../lib/domains')

export type Target = { kind: 'route' | 'page'; segments: string[]; methods: string[] }

export function listTargets(): Target[] {
  const pages = readdirSync(APP_DIR, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)page\.tsx$/.test(file),
  )
  return [
    ...listRoutes(APP_DIR).map((route): Target => ({ kind: 'route', ...route })),
    ...pages.map(
      (file): Target => ({ kind: 'page', segments: segmentsOf(APP_DIR, join(APP_DIR, file)), methods: ['GET'] }),
    ),
  ]
}

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
