import { expect, test } from './fixtures.ts'

test('accounts are listed with their owner, their work and their coverage @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/accounts?size=20')
  await expect(page.getByRole('heading', { name: /^Accounts \(\d+\)/ })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /Coverage/ })).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('the next page and the one before are found by key, and stand in the URL', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/accounts?size=20&sort=name&order=asc')
  const first = page.getByRole('row').nth(1).getByRole('link')
  const name = (await first.textContent()) ?? ''
  await page.getByRole('button', { name: 'Next page' }).click()
  await expect(page).toHaveURL(/after=/)
  await expect(first).not.toHaveText(name)
  await page.getByRole('button', { name: 'Previous page' }).click()
  await expect(page).toHaveURL(/before=/)
  await expect(first).toHaveText(name)
})

test('the export has exactly the accounts that the filter leaves', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/accounts?team=payments')
  const exported = await (await page.request.get('/api/v1/exports/accounts?format=json&team=payments')).json()
  expect(exported.length).toBeGreaterThan(0)
  await expect(page.getByRole('heading', { name: /^Accounts/ }).last()).toContainText(`(${exported.length})`)
  await expect(page.getByRole('button', { name: /^Export .* as filtered/ })).toBeVisible()
})

test('an account tells its owner by which rule, what is open, and what could not be read @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/accounts?size=20&team=payments')).json()
  await page.goto(`/accounts/${rows[0].accountId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(rows[0].name)
  await expect(page.getByText(/^By /)).toBeVisible()
  for (const name of [/^Open work/, 'Coverage of this account', 'Contacts', 'History of findings']) {
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('somebody else’s account looks like none at all (T1)', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/accounts?size=20&team=platform')).json()
  await signIn('member-a')
  for (const accountId of [rows[0].accountId, '999999999999']) {
    const answer = await page.request.get(`/accounts/${accountId}`)
    expect(answer.status()).toBe(404)
    expect((await page.request.get(`/api/v1/accounts/${accountId}`)).status()).toBe(404)
  }
})
