import { expect, test } from './fixtures.ts'

const CATEGORIES = [
  'Cost optimization',
  'Performance',
  'Security',
  'Fault tolerance',
  'Service limits',
  'Operational excellence',
]

test('six categories stand above the checks, with who is not entitled beside them @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/trusted-advisor')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Trusted Advisor')
  for (const name of CATEGORIES) await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Checks \(\d+\)/ })).toBeVisible()
  await expect(page.getByText(/not entitled: AWS answers only for accounts with a paid support plan/)).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a check shows what it flags in its own columns @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { rows } = await (
    await page.request.get('/api/v1/trusted-advisor/checks?size=20&sort=flagged&order=desc')
  ).json()
  const { columns } = await (await page.request.get(`/api/v1/trusted-advisor/checks/${rows[0].checkId}`)).json()
  await page.goto(`/trusted-advisor/${rows[0].checkId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(rows[0].name)
  const table = page.getByRole('table', { name: 'Flagged resources' })
  for (const column of columns) {
    await expect(table.getByRole('columnheader', { name: column, exact: true }).first()).toBeAttached()
  }
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a category narrows the checks, and stands in the URL', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/trusted-advisor')
  await page.getByRole('link', { name: 'Security', exact: true }).click()
  await expect(page).toHaveURL(/category=security/)
  const { total } = await (await page.request.get('/api/v1/trusted-advisor/checks?size=20&category=security')).json()
  await expect(page.getByRole('heading', { name: /^Checks \(/ })).toContainText(`(${total.count})`)
})

test('a check tells what it says of each account, and its export has exactly what it lists', async ({
  page,
  signIn,
}) => {
  await signIn('member-a')
  const { rows } = await (
    await page.request.get('/api/v1/trusted-advisor/checks?size=20&sort=flagged&order=desc')
  ).json()
  const path = `/api/v1/trusted-advisor/checks/${rows[0].checkId}/resources`
  const { total } = await (await page.request.get(`${path}?size=20`)).json()
  const query = new URLSearchParams({ format: 'json', check: rows[0].checkId })
  const exported = await (await page.request.get(`/api/v1/exports/flagged?${query}`)).json()
  expect(exported).toHaveLength(total.count)
  await page.goto(`/trusted-advisor/${rows[0].checkId}`)
  await page.getByRole('tab', { name: 'By account' }).click()
  await expect(page.getByRole('heading', { name: /^Accounts \(\d+\)/ })).toContainText(`(${rows[0].accounts})`)
})

test('a check of nobody’s looks like none at all (T1)', async ({ page, signIn }) => {
  await signIn('member-a')
  expect((await page.request.get('/trusted-advisor/nosuchcheck')).status()).toBe(404)
  expect((await page.request.get('/api/v1/trusted-advisor/checks/nosuchcheck')).status()).toBe(404)
})
