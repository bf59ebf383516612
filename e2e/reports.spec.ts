import { expect, test } from './fixtures.ts'

/** A report is drawn while its page is made, which takes a busy machine a while. */
const DRAWN = { timeout: 30_000 }

test.beforeEach(() => test.setTimeout(120_000))

test('the reader opens last week’s report, as it was sent, and takes its files along', async ({ page, signIn }) => {
  await signIn('auditor')
  await page.goto('/reports')
  const weeks = page.getByRole('table', { name: 'Weeks' })
  await expect(weeks.getByRole('row')).toHaveCount(13)
  const last = weeks.getByRole('row').nth(1)
  const open = /^[\d,]+/.exec((await last.getByRole('cell').nth(2).textContent()) ?? '')?.[0]
  expect(open).toBeTruthy()
  await last.getByRole('link').click()

  await expect(page.getByRole('heading', { level: 1, name: /^Week \d+, / })).toBeVisible(DRAWN)
  const report = page.frameLocator('iframe[title^="Report of week"]')
  await expect(report.getByRole('heading', { name: 'What is late' })).toBeVisible()
  await expect(report.getByRole('heading', { name: 'What we could not see' })).toBeVisible()
  const figures = report.getByRole('row', { name: /^Open / })
  await expect(figures.getByRole('cell').nth(1)).toHaveText(new RegExp(`^${open}\\s*$`))

  for (const format of ['HTML', 'CSV', 'XLSX']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: format }).click()])
    expect(file.suggestedFilename()).toMatch(new RegExp(`^steward-report-\\d{4}-W\\d{2}\\.${format.toLowerCase()}$`))
  }
})

test('the same week and team come again by their address', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/reports?team=payments')
  await page.getByRole('table', { name: 'Weeks' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/reports\/\d{4}-W\d{2}\?team=payments$/, DRAWN)
  const report = page.frameLocator('iframe[title^="Report of week"]')
  await expect(report.getByText(/^payments: week/i)).toBeVisible()
})

test('a member reads their team’s reports, and of others not even that they are there', async ({ page, signIn }) => {
  await signIn('member-a')
  await page.goto('/reports')
  const week = page.getByRole('table', { name: 'Weeks' }).getByRole('link').first()
  await expect(week).toHaveAttribute('href', /team=payments/)
  await expect(page.getByText('Report of')).toHaveCount(0)
  const path = (await week.getAttribute('href'))?.split('?')[0]
  const answers = await Promise.all(
    ['platform', 'nobody'].map((team) => page.request.get(`/api/v1${path}?team=${team}`)),
  )
  expect(answers.map((answer) => answer.status())).toEqual([404, 404])
  expect(await answers[0]?.text()).toBe(await answers[1]?.text())
})

test('the list of weeks and a report read well @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('auditor')
  await page.goto('/reports')
  const week = page.getByRole('table', { name: 'Weeks' }).getByRole('link').first()
  await expect(week).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.goto((await week.getAttribute('href')) ?? '')
  await expect(page.frameLocator('iframe[title^="Report of week"]').getByRole('heading', { level: 1 })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
