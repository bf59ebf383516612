import { expect, test } from './fixtures.ts'

test('the overview says where we stand and what is next @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview')
  const parts = ['Posture by source', 'Next dates', 'Open findings, twelve weeks', /What moved since/]
  for (const name of parts) {
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await expect(page.locator('.recharts-line')).toHaveCount(4)
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('its figures say of how many accounts they are made (I3)', async ({ page, signIn }) => {
  await signIn('auditor')
  await page.goto('/')
  const { coverage, work } = await (await page.request.get('/api/v1/overview')).json()
  await expect(
    page
      .getByText(
        new RegExp(
          `${coverage.looked} of ${coverage.accounts} active accounts looked at|All ${coverage.accounts} active accounts looked at; ${coverage.inactive} not active`,
        ),
      )
      .first(),
  ).toBeVisible()
  await expect(
    page.getByRole('link', { name: work.overdue.recommendations.toLocaleString('en-GB'), exact: true }).first(),
  ).toBeVisible()
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
  expect(own.findings.open.now).toBeLessThan(all.findings.open.now)
})

test('sources add up to the whole, and the same dates stand in the calendar', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { work, sources, dates, today } = await (await page.request.get('/api/v1/overview')).json()
  for (const figure of ['active', 'overdue', 'soon']) {
    const parts = sources.map((row: { work: Record<string, { resources: number }> }) => row.work[figure]?.resources)
    expect(parts.reduce((total: number, part: number) => total + part, 0)).toBe(work[figure].resources)
  }
  const until = dates.at(-1)?.date ?? today
  const { entries } = await (await page.request.get(`/api/v1/calendar?from=${today}&until=${until}`)).json()
  const ids = entries.map(({ id }: { id: string }) => id)
  for (const { id } of dates) expect(ids).toContain(id)
})

test('a cell of the matrix leads to the work of its unit and source', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { units } = await (await page.request.get('/api/v1/overview')).json()
  const unit = units.find(
    (row: { ouPath: string | null; sources: { lambda: { recommendations: number } } }) =>
      row.ouPath && row.sources.lambda.recommendations > 0,
  )
  await page.goto('/')
  const table = page.getByRole('table', { name: 'Open work by organizational unit' })
  const row = table.getByRole('row').filter({ has: page.getByRole('link', { name: unit.ouPath, exact: true }) })
  await row.getByRole('cell').first().getByRole('link').click()
  await expect(page).toHaveURL(/\/recommendations\?ou=.*&source=lambda\.functions/)
  await expect(page.getByRole('heading', { name: /^Active recommendations \(\d+\)/ })).toBeVisible()
  const query = new URLSearchParams({ ou: unit.ouPath, source: 'lambda.functions', size: '100' })
  const work = await (await page.request.get(`/api/v1/recommendations?${query}`)).json()
  const accounts = await (await page.request.get(`/api/v1/accounts?${new URLSearchParams({ ou: unit.ouPath })}`)).json()
  const ids = accounts.rows.map(({ accountId }: { accountId: string }) => accountId)
  expect(work.rows.length).toBeGreaterThan(0)
  for (const { checkId, accountId } of work.rows) {
    expect(checkId).toMatch(/^lambda\./)
    expect(ids).toContain(accountId)
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

test('search finds a rule of Config and a check of Trusted Advisor by their names', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows: rules } = await (await page.request.get('/api/v1/config/rules?size=20')).json()
  const { rows: checks } = await (await page.request.get('/api/v1/trusted-advisor/checks?size=20')).json()
  for (const [text, path] of [
    [rules[0].ruleKey, `/config/rules/${encodeURIComponent(rules[0].ruleKey)}`],
    [checks[0].name, `/trusted-advisor/${checks[0].checkId}`],
  ]) {
    const hits = await (await page.request.get(`/api/v1/search?${new URLSearchParams({ text })}`)).json()
    expect(hits.map(({ href }: { href: string }) => href)).toContain(path)
  }
})
