import { collectNow, expect, test } from './fixtures.ts'

type Account = { accountId: string; name: string }
type FunctionRow = { accountId: string; accountName: string | null; name: string; id: string; teamId: string | null }
type FunctionPage = { rows: FunctionRow[]; total: { count: number; capped: boolean } }

test('the tab by runtime names the next date and leads to the functions @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/lambda')
  const table = page.getByRole('table', { name: 'Runtimes in use' })
  await expect(table.getByRole('row', { name: /Deprecated/ }).first()).toBeVisible()
  await expect(page.getByText(/Dates as of \d+ \w+ \d{4}/).first()).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)

  const live = table
    .getByRole('row', { name: /Deprecated/ })
    .first()
    .getByRole('link')
    .nth(1)
  const count = await live.textContent()
  await live.click()
  await expect(page.getByRole('heading', { name: /^Functions \(/ })).toContainText(`(${count})`)
})

test('a denied account is shown as not looked at, never as zero, and what was known of it stays @changes', async ({
  page,
  signIn,
  planFaults,
}) => {
  test.setTimeout(300_000)
  await signIn('ccoe')
  const { rows } = (await (await page.request.get('/api/v1/lambda/functions?size=20')).json()) as FunctionPage
  const chosen = rows[0]
  if (!chosen) throw new Error('the demo has no function')
  const { accountId, accountName } = chosen
  const listed = () => page.request.get(`/api/v1/lambda/functions?account=${accountId}&size=100`)
  const countNow = async () => ((await (await listed()).json()) as FunctionPage).total.count
  const before = await countNow()

  await planFaults([{ service: 'lambda', operation: 'ListFunctions', accountId, effect: 'deny' }])
  await collectNow(page, [accountId])

  await page.goto(`/lambda?tab=functions&account=${accountId}`)
  const row = page.getByRole('table', { name: 'Not looked at' }).getByRole('row', { name: accountName ?? accountId })
  await expect(row.getByText('Not looked at: our role may not call lambda:ListFunctions')).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Functions \(/ })).toContainText(`(${before})`)

  await planFaults([])
  await collectNow(page, [accountId])
  await page.goto(`/lambda?tab=functions&account=${accountId}`)
  // Not `before`: the simulated world goes on at midnight UTC, which may fall between the two collections.
  await expect(page.getByRole('heading', { name: /^Functions \(/ })).toContainText(`(${await countNow()})`)
  await expect(row).toBeHidden()
})

test('a member sees the functions of their own team only', async ({ page, signIn }) => {
  await signIn('member-a')
  const { rows } = (await (await page.request.get('/api/v1/lambda/functions?size=100')).json()) as FunctionPage
  expect(rows.length).toBeGreaterThan(0)
  const accounts = (await (await page.request.get('/api/v1/accounts?size=100')).json()) as { rows: Account[] }
  const own = new Set(accounts.rows.map(({ accountId }) => accountId))
  for (const row of rows) expect(own.has(row.accountId) || row.teamId === 'payments').toBe(true)

  await signIn('ccoe')
  const all = (await (await page.request.get('/api/v1/lambda/functions?size=100&sort=account')).json()) as FunctionPage
  const foreign = all.rows.find((row) => !own.has(row.accountId) && row.teamId !== 'payments')
  if (!foreign) throw new Error('every function belongs to one team')
  await signIn('member-a')
  const asked = await page.request.get(`/api/v1/lambda/functions/${foreign.accountId}/${foreign.id}`)
  expect(asked.status()).toBe(404)
})

test('paging forward and back by key shows the same rows again', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/lambda?tab=functions&size=20')
  const names = () => page.getByRole('table', { name: 'Functions' }).getByRole('row').allTextContents()
  const next = page.getByRole('button', { name: 'Next page' })
  await expect(next).toBeEnabled()
  const first = await names()
  await next.click()
  await expect(page).toHaveURL(/after=/)
  await expect.poll(names).not.toEqual(first)
  await page.getByRole('button', { name: 'Previous page' }).click()
  await expect.poll(names).toEqual(first)
})

test('the export has exactly the rows of the filter', async ({ page, signIn }) => {
  await signIn('ccoe')
  const filter = 'verdict=deprecated&use=dormant'
  const exported = (await (await page.request.get(`/api/v1/exports/runtimes?format=json&${filter}`)).json()) as {
    accountId: string
    region: string
    functionName: string
  }[]
  const functions = new Set(exported.map((row) => `${row.accountId} ${row.region} ${row.functionName}`))
  await page.goto(`/lambda?tab=functions&${filter}`)
  await expect(page.getByRole('heading', { name: /^Functions \(/ })).toContainText(
    `(${new Intl.NumberFormat('en-GB').format(functions.size)})`,
  )
  await expect(page.getByRole('button', { name: `Export ${exported.length} versions as filtered` })).toBeVisible()
})

test('a function is opened by key, with its versions and what to do', async ({ page, signIn, expectAccessible }) => {
  await signIn('ccoe')
  await page.goto('/lambda?tab=functions&verdict=deprecated')
  const link = page.getByRole('table', { name: 'Functions' }).getByRole('link').first()
  const name = (await link.textContent()) ?? ''
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Versions' }).getByRole('row', { name: /\$LATEST/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible()
  await expect(page.getByRole('link', { name: /^Leave / })).toHaveAttribute('href', /^\/recommendations\/\d{12}\//)
  await expectAccessible(page)
})

test('the list of functions reads well @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/lambda?tab=functions&size=20')
  await expect(page.getByRole('table', { name: 'Functions' }).getByRole('row').nth(1)).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
