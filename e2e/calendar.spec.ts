import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

type Entry = {
  id: string
  date: string
  endDate: string | null
  kind: string
  title: string
  status: string
  open: number
  done: number
}

const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** What is dated around the product's own day. */
async function datesAround(page: Page): Promise<{ entries: Entry[]; today: string }> {
  const ask = async (from: string, until: string) =>
    (await (await page.request.get(`/api/v1/calendar?from=${from}&until=${until}`)).json()) as {
      entries: Entry[]
      today: string
    }
  const { today } = await ask('2026-01-01', '2026-01-01')
  return ask(addDays(today, -180), addDays(today, 180))
}

test('a month is a table of whole weeks with its entries @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { entries, today } = await datesAround(page)
  const next = entries.find(({ date, status }) => date > today && status === 'upcoming')
  if (!next) throw new Error('nothing is to come in the demo')
  await page.goto(`/calendar?month=${next.date.slice(0, 7)}`)
  await expect(page.getByRole('table').getByRole('columnheader')).toHaveCount(7)
  await expect(page.getByRole('link', { name: new RegExp(escaped(next.title)) }).first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('the agenda begins with what is late, and goes on day by day @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  await page.goto('/calendar?view=agenda')
  await expect(page.getByRole('heading', { name: /^Late from before/ })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Overdue' }).first()).toBeVisible()
  // However much is late, what comes next is not far beneath it.
  const late = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: /^Late from before/ }) })
    .last()
  const shown = await late.getByRole('listitem').count()
  await late.getByRole('button', { name: /^Show all \d+ that are late/ }).click()
  expect(await late.getByRole('listitem').count()).toBeGreaterThan(shown)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('the rows stand in what the server sends, before any script runs', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { entries, today } = await datesAround(page)
  const next = entries.find(({ date, status }) => date > today && status === 'upcoming')
  const html = await (await page.request.get(`/calendar?month=${next?.date.slice(0, 7)}`)).text()
  expect(html).toContain(next?.title.replaceAll('&', '&amp;'))
})

test('view, month and legend stand in the address, and switch what is shown', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/calendar?month=2027-02')
  await expect(page.getByRole('heading', { name: 'February 2027' })).toBeVisible()
  await page.getByRole('button', { name: 'Next month' }).click()
  await expect(page).toHaveURL(/month=2027-03/)
  await expect(page.getByRole('heading', { name: 'March 2027' })).toBeVisible()
  const block = page.getByRole('table').getByRole('link', { name: /^(nodejs|python)[\w.]+ (create|update) block/ })
  await expect(block).not.toHaveCount(0)
  const mark = page.getByRole('button', { name: 'Runtime dates' })
  await mark.click()
  await expect(mark).toHaveAttribute('aria-pressed', 'false')
  await expect(page).toHaveURL(/hide=runtime_date/)
  await expect(block).toHaveCount(0)
  await page.getByRole('button', { name: 'Agenda', exact: true }).click()
  await expect(page).toHaveURL(/view=agenda/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Runtime dates' })).toHaveAttribute('aria-pressed', 'false')
})

test('a filter that leaves nothing is told from a time without dates', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/calendar?view=agenda&text=nothing-is-called-so')
  await expect(page.getByText('Nothing matches the filter')).toBeVisible()
  await expect(page.getByText(/^\d+ entries are hidden by the legend or the filter\.$/)).toBeVisible()
  await page.goto('/calendar?view=agenda&month=2034-01')
  await expect(page.getByText('No date falls into this time.')).toBeVisible()
})

test('an entry opens beside the calendar with accounts and contacts, by key as well', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { entries, today } = await datesAround(page)
  const change = entries.find(({ date, kind, open }) => date > today && kind === 'health_change' && open > 0)
  if (!change) throw new Error('no change of AWS Health is to come in the demo')
  await page.goto(`/calendar?view=agenda&month=${change.date.slice(0, 7)}`)
  const link = page.getByRole('link', { name: change.title, exact: true }).first()
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/entry=/)
  await expect(page.getByRole('table', { name: 'Affected accounts' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Contact' })).toBeVisible()
})

test('a day leads to all of its entries', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { entries, today } = await datesAround(page)
  const next = entries.find(({ date, status }) => date > today && status === 'upcoming')
  if (!next) throw new Error('nothing is to come in the demo')
  await page.goto(`/calendar?month=${next.date.slice(0, 7)}&day=${next.date}`)
  const panel = page.getByRole('region', { name: /\d{4}$/ })
  await expect(panel.getByRole('link', { name: next.title, exact: true }).first()).toBeVisible()
})

test.describe('far from Greenwich', () => {
  test.use({ timezoneId: 'Pacific/Kiritimati' })
  test('whole days stay where they are', async ({ page, signIn }) => {
    await signIn('ccoe')
    const { entries, today } = await datesAround(page)
    const next = entries.find(({ date, status }) => date > today && status === 'upcoming')
    if (!next) throw new Error('nothing is to come in the demo')
    await page.goto(`/calendar?month=${next.date.slice(0, 7)}`)
    const cell = page.getByRole('cell').filter({ has: page.locator(`time[datetime="${next.date}"]`) })
    await expect(cell).toHaveCount(1)
    await expect(cell.getByRole('link').filter({ hasNotText: /^\d+$/ }).first()).toBeVisible()
  })
})

test('a member has the dates of their own accounts only (T1)', async ({ page, signIn }) => {
  await signIn('ccoe')
  const everything = await datesAround(page)
  await signIn('member-a')
  const own = await datesAround(page)
  expect(own.entries.length).toBeGreaterThan(0)
  const sum = ({ entries }: { entries: Entry[] }) => entries.reduce((all, { open, done }) => all + open + done, 0)
  expect(sum(own)).toBeLessThan(sum(everything))
  const mine = new Set(own.entries.map(({ id }) => id))
  const foreign = everything.entries.find(({ id, kind }) => !mine.has(id) && kind !== 'health_change')
  for (const entry of [...(foreign ? [foreign.id] : []), 'exception_expiry~2026-01-01~config-rule:none']) {
    const answer = await page.request.get(`/api/v1/calendar/entry?${new URLSearchParams({ entry })}`)
    expect(answer.status()).toBe(404)
  }
})

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
