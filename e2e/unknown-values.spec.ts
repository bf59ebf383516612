import type { APIRequestContext } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Each list by the address of its page; its route and, where it has one, its export. */
const LISTS = [
  { page: '/accounts?', route: '/accounts', kind: 'accounts' },
  { page: '/lambda?tab=functions', route: '/lambda/functions', kind: 'runtimes' },
  { page: '/health?', route: '/health/changes', kind: 'events' },
  { page: '/config?', route: '/config/rules', kind: 'rules' },
  { page: '/config?tab=accounts', route: '/config/accounts' },
  { page: '/config/rules/{ruleKey}?', route: '/config/rules/{ruleKey}/evaluations', kind: 'evaluations' },
  { page: '/trusted-advisor?', route: '/trusted-advisor/checks', kind: 'checks' },
  { page: '/trusted-advisor/{checkId}?', route: '/trusted-advisor/checks/{checkId}/resources', kind: 'flagged' },
  { page: '/trusted-advisor/{checkId}?tab=accounts', route: '/trusted-advisor/checks/{checkId}/accounts' },
  { page: '/coverage?', route: '/coverage', kind: 'coverage' },
  { page: '/runs?', route: '/runs' },
  { page: '/calendar?', route: '/calendar', query: 'from=2026-12-01&until=2026-12-31' },
] as const satisfies readonly { page: string; route: string; kind?: string; query?: string }[]
/** Its tabs divide the stages, so a page may refuse a stage that its route knows. */
const TABS = [
  { page: '/recommendations?', refused: 'status=resolved' },
  { page: '/recommendations?tab=closed', refused: 'status=pending_response' },
  { page: '/health?', refused: 'type=scheduled' },
  { page: '/lambda?', refused: 'verdict=fine' },
  { page: '/config?tab=accounts', refused: 'status=noncompliant' },
]
const UNKNOWN = 'no_such-thing!'

type Verdict = { status: number; words: string }

async function pageVerdict(request: APIRequestContext, path: string): Promise<Verdict> {
  const answer = await request.get(path)
  const html = await answer.text()
  return { status: answer.status(), words: html.replaceAll('&quot;', '"').replaceAll('&#x27;', "'") }
}

async function routeVerdict(request: APIRequestContext, path: string): Promise<Verdict> {
  const answer = await request.get(path)
  if (answer.status() !== 400) return { status: answer.status(), words: '' }
  return { status: 400, words: (await answer.json()).error.message }
}

async function ids(request: APIRequestContext): Promise<Record<string, string>> {
  const rules = await (await request.get('/api/v1/config/rules?size=20')).json()
  const checks = await (await request.get('/api/v1/trusted-advisor/checks?size=20')).json()
  return { ruleKey: encodeURIComponent(rules.rows[0].ruleKey), checkId: checks.rows[0].checkId }
}

test('what a filter, an order or a name cannot be is refused in the same words by page, route and export (T11)', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  test.setTimeout(120_000)
  const { request } = page
  const known = await ids(request)
  const filled = (path: string) => path.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? '')
  let refused = 0
  for (const { page: path, route, ...more } of LISTS) {
    const of = filled(path)
    const { status, words } = await pageVerdict(request, `${of}&${encodeURIComponent(UNKNOWN)}=1`)
    expect(status, of).toBe(400)
    const names = /There are ([\w, ]+)/.exec(words)?.[1]?.split(', ') ?? []
    expect(names.length, of).toBeGreaterThan(3)
    for (const name of names.filter((one) => !['text', 'after', 'before'].includes(one))) {
      const wrong = `${name}=${encodeURIComponent(UNKNOWN)}`
      const shown = await pageVerdict(request, `${of}&${wrong}`)
      const own = ['resource', 'function', 'change', 'open', 'view', 'month', 'hide', 'completed', 'entry', 'day']
      if (own.includes(name)) {
        expect([shown.status, shown.words], `${of}&${wrong}`).toEqual([
          400,
          expect.stringContaining(`${name}: must be`),
        ])
        continue
      }
      const query = 'query' in more ? more.query : ''
      // Sorts of the calendar are its page's: its route answers all of some days.
      if (query !== '' && ['sort', 'order', 'size'].includes(name)) continue
      const routed = await routeVerdict(request, `/api/v1${filled(route)}?${query}&${wrong}`)
      expect(routed.status, `${of}&${wrong}`).toBe(shown.status)
      expect(shown.words).toContain(routed.words)
      if (routed.status === 400) refused += 1
      if (!('kind' in more) || ['sort', 'order', 'size'].includes(name)) continue
      const exported = await routeVerdict(request, `/api/v1/exports/${more.kind}?${wrong}`)
      expect([exported.status, exported.words], `${more.kind} ${wrong}`).toEqual([routed.status, routed.words])
    }
  }
  expect(refused).toBeGreaterThan(50)
})

test('a tab refuses what is another tab’s, and no page takes a name that it does not know', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  for (const { page: path, refused } of TABS) {
    expect((await pageVerdict(page.request, `${path}&${refused}`)).status, `${path}&${refused}`).toBe(400)
  }
  for (const path of ['/', '/reports', '/runs', '/coverage']) {
    expect((await pageVerdict(page.request, `${path}?owner=me`)).status, path).toBe(400)
    expect((await pageVerdict(page.request, `${path}?utm_source=mail`)).status, path).toBe(200)
  }
  expect((await pageVerdict(page.request, '/reports?before=soon')).status).toBe(400)
})

test('a page that refuses its address says which part and what can be, and leads to the page without it', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  await page.goto('/accounts?status=CLOSD!')
  await expect(page.getByText('status: must be one of ACTIVE, SUSPENDED')).toBeVisible()
  await page.getByRole('link', { name: 'Open the page without it' }).click()
  await expect(page).toHaveURL(/\/accounts$/)
  await expect(page.getByRole('heading', { name: 'Accounts', level: 1 })).toBeVisible()
})

test('changing the tab keeps what the other list can be filtered by, and takes the rest out of the address', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/config/accounts?size=20')).json()
  const account = rows[0].accountId
  await page.goto(`/config?account=${account}&status=noncompliant&sort=rule&order=asc`)
  await page.getByRole('tab', { name: 'By account' }).click()
  await expect(page).toHaveURL(
    new RegExp(`/config\\?(?=.*tab=accounts)(?=.*account=${account})(?!.*(status|sort|order)=)`),
  )
  await page.reload()
  await expect(page.getByRole('tab', { name: 'By account', selected: true })).toBeVisible()
  await page.goto('/recommendations?status=pending_response')
  await page.getByRole('tab', { name: 'Closed' }).click()
  await expect(page).toHaveURL(/\/recommendations\?tab=closed$/)
})
