import { expect, test } from './fixtures.ts'

test('the overview says where we stand and what is next @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  for (const name of ['Next dates', 'Open findings, twelve weeks', 'What moved since last week']) {
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await expect(page.locator('.recharts-line')).toHaveCount(1)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('its figures say of how many accounts they are made (I3)', async ({ page, signIn }) => {
  await signIn('auditor')
  await page.goto('/')
  const { coverage, figures } = await (await page.request.get('/api/v1/overview')).json()
  await expect(
    page
      .getByText(
        new RegExp(
          `${coverage.looked} of ${coverage.accounts} active accounts looked at|All ${coverage.accounts} active accounts looked at; ${coverage.inactive} not active`,
        ),
      )
      .first(),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: figures.open.now.toLocaleString('en-GB'), exact: true })).toBeVisible()
})

test('the figures behind the trend are in the page of the server, for whoever sees no chart', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const html = await (await page.request.get('/')).text()
  expect(html).toContain('Open findings at the end of each week')
})

test('a member sees less than the CCoE, and only of their teams’ accounts (T1)', async ({ page, signIn }) => {
  await signIn('ccoe')
  const all = await (await page.request.get('/api/v1/overview')).json()
  await signIn('member-a')
  const own = await (await page.request.get('/api/v1/overview')).json()
  expect(own.coverage.accounts).toBeGreaterThan(0)
  expect(own.coverage.accounts).toBeLessThan(all.coverage.accounts)
  expect(own.figures.open.now).toBeLessThan(all.figures.open.now)
})

test('a figure opens the list of exactly the functions it counts', async ({ page, signIn }) => {
  for (const person of ['ccoe', 'member-a'] as const) {
    await signIn(person)
    const { figures } = await (await page.request.get('/api/v1/overview')).json()
    for (const [due, { now }] of Object.entries({ overdue: figures.overdue, '30days': figures.soon })) {
      const { total } = await (await page.request.get(`/api/v1/lambda/functions?size=20&due=${due}`)).json()
      expect(total, `${due} for ${person}`).toEqual({ count: now, capped: false })
    }
    await page.goto('/')
    await page.locator('a[href="/lambda?tab=functions&due=overdue"]').click()
    await expect(page.getByRole('heading', { name: /^Functions \(/ })).toContainText(`(${figures.overdue.now})`)
  }
})

test('the slash finds an account from anywhere', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/')
  const { rows } = await (await page.request.get('/api/v1/accounts?size=20')).json()
  await expect(page.getByRole('heading', { name: 'Next dates' })).toBeVisible()
  await page.keyboard.press('/')
  await page.keyboard.type(rows[0].name)
  await page
    .getByRole('option', { name: new RegExp(rows[0].name) })
    .first()
    .click()
  await expect(page).toHaveURL(/\/accounts\/\d{12}$/)
})

test('Enter takes what fits best all that was written, however fast it was written', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/')
  const { rows } = await (await page.request.get('/api/v1/lambda/functions?size=20')).json()
  await page.keyboard.press('/')
  await page.keyboard.insertText(rows[0].arn)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: rows[0].name })).toBeVisible()
})
