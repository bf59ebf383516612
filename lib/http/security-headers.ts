/** What every answer carries, whoever made it: a route, a page, Next.js itself, or the server when it refuses. */

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
} as const

/** Half a year: long enough to count, short enough to come back from. */
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=15552000' } as const

/** For what sets no policy of its own: it runs nothing, fetches nothing and stands in no frame. */
const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'"

type Answer = {
  path: string
  https: boolean
  /** What the answer says already. */
  has: (name: string) => boolean
}

/** The headers that are still missing from an answer. */
export function securityHeaders({ path, https, has }: Answer): Record<string, string> {
  return {
    ...ALWAYS,
    ...(https ? HTTPS_ONLY : {}),
    ...(has('content-security-policy') ? {} : { 'content-security-policy': NOTHING_RUNS }),
    // Pages and built files say for themselves who may keep them; what a route answers nobody may (T22).
    ...(has('cache-control') && !path.startsWith('/api/') ? {} : { 'cache-control': 'no-store' }),
  }
}
