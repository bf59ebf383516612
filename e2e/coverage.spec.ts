import { expect, test } from './fixtures.ts'

type ScopeRow = { source: string; accountId: string; region: string; status: string }

test('the matrix tells every state in words, with its Regions on expanding @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('auditor')
  await page.goto('/coverage?size=20')
  const expand = page.getByRole('button', { name: /^Show the Regions of/ }).first()
  await expand.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('rowheader', { name: 'global' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('everything not complete is what the export of it has', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/coverage')
  await page.getByText('Everything not complete', { exact: true }).first().click()
  await expect(page).toHaveURL(/status=gap/)
  const rows = (await (await page.request.get('/api/v1/exports/coverage?format=json&status=gap')).json()) as ScopeRow[]
  const settled = ['complete', 'disabled', 'skipped', 'not_entitled']
  expect(rows.filter(({ status }) => settled.includes(status))).toEqual([])
  await page.goto('/coverage?view=list&status=gap')
  await expect(page.getByRole('heading', { name: /^Places/ })).toContainText(`(${rows.length})`)
})

test('the totals stand beside every page of the list', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/coverage?view=list&size=20')
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/after=/)
  await page.reload()
  await expect(page.getByRole('link', { name: /^Show the [\d,]+ places? in this state: complete$/ })).toBeVisible()
  await expect(page.getByText(/^Could not load/)).toHaveCount(0)
})

test('a cell opens why it looks like that, by key', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/coverage')
  const cell = page.getByRole('button', { name: /lambda\.functions in .* Show why\.$/ }).first()
  await cell.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'lambda.functions' })).toBeVisible()
  await expect(page.getByText('Last complete reading').first()).toBeVisible()
  await expect(page).toHaveURL(/open=/)
})

test('a member sees the coverage of their own accounts only', async ({ page, signIn }) => {
  await signIn('member-a')
  const accounts = (await (await page.request.get('/api/v1/accounts?size=100')).json()) as {
    rows: { accountId: string }[]
  }
  const own = new Set(accounts.rows.map(({ accountId }) => accountId))
  const rows = (await (await page.request.get('/api/v1/exports/coverage?format=json')).json()) as ScopeRow[]
  expect(rows.length).toBeGreaterThan(0)
  for (const { accountId } of rows) expect(own.has(accountId)).toBe(true)
})
