/** Sends hostile requests to a running product and says which answers are none to be given. */
import fc from 'fast-check'
import pLimit from 'p-limit'
import { type Answered, type Asked, ask } from './ask.ts'
import { hostileRequest, type Known } from './requests.ts'
import { listNames, listTargets, type Target } from './routes.ts'

const ALWAYS: Record<string, RegExp> = {
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
  'content-security-policy': /default-src '(self|none)'/,
  'cache-control': /no-store|immutable|max-age/,
}
/** One at a time for each processor of a small machine, and some that wait. */
const AT_ONCE = 6

/** What the answers to `count` requests were that they should not be. Empty when all is well. */
export async function attack(baseUrl: string, { count, seed }: { count: number; seed: number }): Promise<string[]> {
  const cookie = await signIn(baseUrl)
  const targets = listTargets()
  const known = await explore(baseUrl, cookie, targets)
  const requests = fc.sample(hostileRequest(targets, known), { numRuns: count, seed })
  const limit = pLimit(AT_ONCE)
  const problems = await Promise.all(
    requests.map((asked) =>
      limit(async () => {
        // Some of them come from nobody. Signing out would end the others' session.
        const signedIn = !asked.path.includes('/session/sign-out') && asked.path.length % 5 !== 0
        const headers = signedIn && !asked.headers.cookie ? { ...asked.headers, cookie } : asked.headers
        const answered = await ask(baseUrl, { ...asked, headers }).catch((error: Error) => error.message)
        const problem = typeof answered === 'string' ? answered : problemOf(asked, answered, baseUrl)
        return problem && `${problem}: ${JSON.stringify(asked).slice(0, 600)}`
      }),
    ),
  )
  return problems.filter((problem) => problem !== undefined)
}

function problemOf({ method, path }: Asked, { status, headers, body }: Answered, baseUrl: string): string | undefined {
  if (status >= 500 || status < 200) return `status ${status}`
  const missing = Object.entries(ALWAYS).filter(([name, right]) => !right.test(String(headers[name] ?? '')))
  if (missing.length > 0) return `status ${status} without ${missing.map(([name]) => name).join(', ')}`
  if (/^\/api\//.test(path) && headers['cache-control'] !== 'no-store') return 'an answer of a route may be kept'
  if (headers.location !== undefined && new URL(headers.location, baseUrl).origin !== new URL(baseUrl).origin) {
    return `status ${status} leads to ${headers.location}`
  }
  if (status === 400 && !headers['content-encoding'] && method !== 'HEAD' && !/[A-Za-z]{3,} \S+/.test(body))
    return 'status 400 without words'
  return undefined
}

async function signIn(baseUrl: string): Promise<string> {
  const { headers } = await ask(baseUrl, {
    method: 'POST',
    path: '/api/demo/sign-in',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person: 'ccoe' }),
  })
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

/** Asks every route which names it takes, and lists for what is there: what looks right reaches further in. */
async function explore(baseUrl: string, cookie: string, targets: readonly Target[]): Promise<Known> {
  const names = listNames()
  const get = (path: string) => ask(baseUrl, { method: 'GET', path, headers: { cookie }, body: undefined })
  const ids = new Set<string>()
  const cursors = new Set<string>()
  const taken = new Map<Target, readonly string[]>()
  for (const target of targets) {
    if (target.kind !== 'route' || !target.methods.includes('GET')) continue
    const path = `/${target.segments.join('/')}`
    const { body: refusal } = await get(`${path}?${names.map((name) => `${name}=x`).join('&')}`)
    const refused = new Set([...refusal.matchAll(/\\"([A-Za-z]+)\\"/g)].map(([, name]) => name))
    taken.set(
      target,
      names.filter((name) => refusal.includes('nrecognized') && !refused.has(name)),
    )
    if (target.segments.some((segment) => segment.startsWith('['))) continue
    const { body } = await get(`${path}?size=20`)
    const list = body.startsWith('{"rows"') ? body : (await get(path)).body
    for (const [, id = ''] of list.matchAll(/"[a-zA-Z]*(?:[iI]d|[kK]ey|runtime|week)":"([^"]{1,80})"/g)) ids.add(id)
    for (const [, cursor = ''] of list.matchAll(/"(?:after|before)":"([^"]+)"/g)) cursors.add(cursor)
  }
  return {
    namesOf: (target, method) => (method === 'GET' || method === 'HEAD' ? (taken.get(target) ?? names) : names),
    names,
    ids: sampled([...ids], 120),
    cursors: [...cursors],
  }
}

/** Evenly from the whole, so that every kind of id is among them. */
function sampled<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, all.length / most)
  return Array.from({ length: Math.min(most, all.length) }, (_, index) => all[Math.floor(index * step)] as T)
}
