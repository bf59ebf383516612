import { expect, test } from './fixtures.ts'

test('whoever is not signed in is asked to, and comes back to where they wanted to go', async ({ page }) => {
  await page.goto('/accounts?status=ACTIVE')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await page.getByRole('button', { name: /^Sign in as Ada Auditor/ }).click()
  await expect(page).toHaveURL('/accounts?status=ACTIVE')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accounts')
})

test('the sign-in page offers the people of the demo @appearance', async ({
  page,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await page.goto('/sign-in')
  const buttons = page.getByRole('button', { name: /^Sign in as/ })
  await expect(buttons).toHaveCount(4)
  for (const button of await buttons.all()) expect((await button.boundingBox())?.height, 'one line').toBeLessThan(40)
  expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('signing out ends the session in the browser and in the database (T8)', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/')
  const cookies = await page.context().cookies()
  await page.getByRole('button', { name: /Charlie Coe/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.context().addCookies(cookies)
  expect((await page.request.get('/api/v1/overview')).status()).toBe(401)
})

test('the theme is kept, and the server draws the next page in it', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/')
  await page.getByRole('button', { name: 'Use the dark theme' }).click()
  await expect(page.getByRole('button', { name: 'Use the light theme' })).toBeVisible()
  const html = await (await page.request.get('/accounts')).text()
  expect(html).toContain('<body class="awsui-dark-mode"')
})

test('scripts run only with the nonce of their page, and nothing is embedded elsewhere (T10)', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const answer = await page.goto('/')
  const headers = answer?.headers() ?? {}
  const policy = headers['content-security-policy'] ?? ''
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(nonce).toBeTruthy()
  expect(/script-src [^;]*/.exec(policy)?.[0]).not.toContain('unsafe')
  expect(policy).toContain("frame-ancestors 'none'")
  expect(headers['x-powered-by']).toBeUndefined()
  expect((await (await page.request.get('/')).text()).match(/<script(?![^>]*\bnonce=)/g)).toBeNull()
})

test('doors that are not there do not open: actions, images, foreign posts (T4, T9)', async ({
  page,
  signIn,
  baseURL,
}) => {
  await signIn('ccoe')
  const action = await page.request.post('/', { headers: { 'next-action': '0'.repeat(40) } })
  expect(action.status()).toBe(404)
  expect((await page.request.get('/_next/image?url=%2Ficon.svg&w=64&q=75')).status()).toBe(404)
  const foreign = await page.request.post('/api/v1/session/sign-out', {
    headers: { origin: 'https://evil.example' },
    data: {},
  })
  expect(foreign.status()).toBe(403)
  const own = await page.request.post('/api/demo/sign-in', {
    headers: { origin: new URL(baseURL ?? '').origin },
    data: { person: 'nobody' },
  })
  expect(own.status()).toBe(400)
})
