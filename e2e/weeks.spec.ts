/** What two groups of people do in their week, from page to page, as one story each. */
import { collectNow, expect, simulatorInstant, test } from './fixtures.ts'

test('the CCoE goes from what is late to whose it is: overview, list, calendar, change, account, contact', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  await page.goto('/')
  const { work } = await (await page.request.get('/api/v1/overview')).json()
  expect(work.overdue.recommendations).toBeGreaterThan(0)
  await page
    .getByRole('link', { name: work.overdue.recommendations.toLocaleString('en-GB'), exact: true })
    .first()
    .click()
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()

  const places = page.getByRole('navigation', { name: 'Places' })
  await places.getByRole('link', { name: 'Calendar', exact: true }).click()
  await page.getByRole('button', { name: 'Agenda', exact: true }).click()
  const late = page.getByRole('listitem').filter({ hasText: 'Overdue' })
  await expect(late.first()).toBeVisible()
  const since = new Date(Date.now() - 180 * 86_400_000).toISOString().slice(0, 10)
  const until = new Date().toISOString().slice(0, 10)
  const { entries } = await (await page.request.get(`/api/v1/calendar?from=${since}&until=${until}`)).json()
  const change = entries.find(
    ({ kind, status }: { kind: string; status: string }) => kind === 'health_change' && status === 'overdue',
  )
  if (!change) throw new Error('no change of the demo is overdue')
  await page.getByRole('button', { name: /^Show all \d+ that are late/ }).click()
  await page.getByRole('link', { name: change.title, exact: true }).first().click()
  await expect(page.getByRole('table', { name: 'Affected accounts' }).first()).toBeVisible()
  await page
    .getByRole('link', { name: /Open the change|Open on a page of its own/ })
    .first()
    .click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText(change.title)
  const accounts = page.getByRole('table', { name: 'Affected accounts' })
  await expect(accounts.getByRole('columnheader', { name: /Contact/ })).toBeVisible()
  const account = accounts.getByRole('row').nth(1).getByRole('link').first()
  const name = await account.textContent()
  await account.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name ?? '')
  await expect(page.getByText('Owner', { exact: true }).first()).toBeVisible()
})

test('what a team has fixed resolves by itself after the next collection, and its history says so @changes', async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000)
  const stages = async () => {
    const rows: { recommendationId: string; accountId: string; stage: string }[] = await (
      await page.request.get('/api/v1/exports/recommendations?format=json&team=payments')
    ).json()
    return new Map(rows.map((row) => [row.recommendationId, row]))
  }
  await signIn('member-a')
  const earlier = await stages()
  const before = await simulatorInstant()
  try {
    // Weeks go by in the simulated organisation: teams upgrade functions, and AWS closes what is done.
    await simulatorInstant(new Date(Date.parse(before) + 42 * 86_400_000).toISOString())
    await signIn('ccoe')
    await collectNow(page)
    await signIn('member-a')
    const fixed = [...(await stages()).values()].find(
      ({ recommendationId, stage }) =>
        stage === 'resolved' && !['resolved', undefined].includes(earlier.get(recommendationId)?.stage),
    )
    if (!fixed) throw new Error('in six weeks nothing was fixed')
    await page.goto(`/recommendations/${fixed.accountId}/${fixed.recommendationId}`)
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
