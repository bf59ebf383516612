import { expect, test } from './fixtures.ts'

test('rules are listed with what does not comply, and what could not be asked stands beside them @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  await page.goto('/config')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Config')
  await expect(page.getByRole('heading', { name: /^Rules \(\d+\)/ })).toBeVisible()
  const { coverage } = await (await page.request.get('/api/v1/config/rules?size=20')).json()
  expect(coverage.notAsked.length + coverage.named.length).toBeGreaterThan(0)
  if (coverage.notAsked.length > 0) await expect(page.getByText('Not everything could be asked about')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a rule tells its resources, each with what AWS says of it and since when @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/config/rules?size=20&status=noncompliant')).json()
  await page.goto(`/config/rules/${encodeURIComponent(rows[0].ruleKey)}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(rows[0].title)
  await expect(page.getByRole('heading', { name: /^Non-compliant resources \(/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a rule’s count is that of its list, and the export has exactly those rows', async ({ page, signIn }) => {
  for (const person of ['ccoe', 'member-a'] as const) {
    await signIn(person)
    const { rows } = await (await page.request.get('/api/v1/config/rules?size=20&status=noncompliant')).json()
    const rule = rows[0]
    const path = `/api/v1/config/rules/${encodeURIComponent(rule.ruleKey)}/evaluations`
    const { total } = await (await page.request.get(`${path}?size=20`)).json()
    expect(total.count).toBe(Math.min(rule.resources, 1_000))
    const query = new URLSearchParams({ format: 'json', rule: rule.ruleKey })
    const exported = await (await page.request.get(`/api/v1/exports/evaluations?${query}`)).json()
    expect(exported).toHaveLength(rule.resources)
  }
})

test('a resource opens in the panel, and the address of it opens it again', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/config/rules?size=20&status=noncompliant')).json()
  await page.goto(`/config/rules/${encodeURIComponent(rows[0].ruleKey)}`)
  await page.getByRole('radio').first().click()
  await expect(page).toHaveURL(/resource=/)
  await expect(page.getByRole('heading', { name: 'The work' })).toBeVisible()
  await page.goto(page.url())
  await expect(page.getByRole('heading', { name: 'The work' })).toBeVisible()
})

test('accounts tell in how many Regions Config was read, and unknown is not zero (I3)', async ({ page, signIn }) => {
  await signIn('auditor')
  await page.goto('/config')
  await page.getByRole('tab', { name: 'By account' }).click()
  await expect(page).toHaveURL(/tab=accounts/)
  await expect(page.getByRole('heading', { name: /^Accounts \(\d+\)/ })).toBeVisible()
  const { rows } = await (await page.request.get('/api/v1/config/accounts?size=100')).json()
  for (const { read, rules, resources } of rows) {
    if (read === 0 && rules === null) expect(resources).toBeNull()
    else expect(resources).not.toBeNull()
  }
})

test('a rule that only others have looks like none at all (T1)', async ({ page, signIn }) => {
  await signIn('member-a')
  for (const ruleKey of ['no-such-rule', '%', 'a/b']) {
    const path = encodeURIComponent(ruleKey)
    expect((await page.request.get(`/api/v1/config/rules/${path}`)).status()).toBe(404)
    expect((await page.request.get(`/config/rules/${path}`)).status()).toBe(404)
  }
})
