/** What two groups of people do in their week, from page to page, as one story each. */
import { collectNow, expect, simulatorInstant, test } from './fixtures.ts'

test('the CCoE goes from what is late to whose it is: overview, list, calendar, change, account, contact', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  await page.goto('/')
  const { figures } = await (await page.request.get('/api/v1/overview')).json()
  expect(figures.overdue.now).toBeGreaterThan(0)
  await page
    .getByRole('link', { name: figures.overdue.now.toLocaleString('en-GB'), exact: true })
    .first()
    .click()
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()

  await page.getByRole('link', { name: 'Calendar', exact: true }).click()
  await page.getByRole('button', { name: 'Agenda', exact: true }).click()
  const late = page.getByRole('listitem').filter({ hasText: 'Overdue' })
  await expect(late.first()).toBeVisible()
  const { rows } = await (await page.request.get('/api/v1/health/changes?kind=planned&status=overdue&size=20')).json()
  const [change] = rows
  if (!change) throw new Error('no change of the demo is overdue')
  await page.getByRole('link', { name: change.title, exact: true }).first().click()
  await expect(page.getByRole('table', { name: 'Affected accounts' }).first()).toBeVisible()
  await page
    .getByRole('link', { name: /Open the change|Open on a page of its own/ })
    .first()
    .click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(change.title)
  const accounts = page.getByRole('table', { name: 'Affected accounts' })
  await expect(accounts.getByRole('columnheader', { name: /Contact/ })).toBeVisible()
  const account = accounts.getByRole('row').nth(1).getByRole('link').first()
  const name = await account.textContent()
  await account.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name ?? '')
  await expect(page.getByText('Owner', { exact: true }).first()).toBeVisible()
})

test('what a team has fixed resolves by itself after the next collection, and its history says so', async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000)
  const listed = async (tab: string) =>
    (await (await page.request.get(`/api/v1/recommendations?tab=${tab}&team=payments&size=100`)).json()).rows as {
      id: string
      accountId: string
      title: string
    }[]
  await signIn('member-a')
  const open = await listed('active')
  const before = await simulatorInstant()
  try {
    // Weeks go by in the simulated organisation: teams upgrade functions, and AWS closes what is done.
    await simulatorInstant(new Date(Date.parse(before) + 42 * 86_400_000).toISOString())
    await signIn('ccoe')
    await collectNow(page)
    await signIn('member-a')
    const closed = await listed('closed')
    const fixed = open.find(({ id }) => closed.some((row) => row.id === id))
    if (!fixed) throw new Error('in six weeks nothing was fixed')
    await page.goto(`/recommendations/${fixed.accountId}/${fixed.id}`)
    await expect(page.getByText('Resolved', { exact: true }).first()).toBeVisible()
    await expect(
      page
        .getByRole('listitem')
        .filter({ hasText: /resolved/i })
        .first(),
    ).toBeVisible()
  } finally {
    await simulatorInstant(before)
  }
})
