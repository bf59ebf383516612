import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

type Listed = { accountId: string; id: string; title: string; accountName: string; version: number; teamId: string }

/** Recommendations of a team that wait for an answer and that nobody has seen yet. */
async function waiting(page: Page, team: string): Promise<Listed[]> {
  const answer = await page.request.get(`/api/v1/recommendations?size=100&status=pending_response&team=${team}`)
  const { rows } = (await answer.json()) as { rows: (Listed & { acknowledgedAt: string | null })[] }
  return rows.filter(({ acknowledgedAt }) => acknowledgedAt === null)
}

/** What follows an answer comes with the next look at the server. */
const AFTER_ANSWER = { timeout: 30_000 }

const pathOf = ({ accountId, id }: Listed): string => `/recommendations/${accountId}/${id}`

const send = (page: Page, { accountId, id: recommendationId, version }: Listed, given: object) =>
  page.request.post('/api/v1/recommendations/answers', {
    data: { ...given, items: [{ accountId, recommendationId, version }], clientId: randomUUID() },
  })

test('what waits for an answer is listed, the most urgent first @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/recommendations')
  await expect(page.getByRole('heading', { name: /^Active recommendations \(/ })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /Priority/ })).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('what was rejected or has resolved stands under Closed @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('auditor')
  await page.goto('/recommendations?tab=closed')
  await expect(page.getByRole('heading', { name: /^Closed recommendations \(/ })).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a recommendation says what AWS says, who says so, what is affected, and takes an answer @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/recommendations?size=20&status=pending_response')).json()
  await page.goto(pathOf(rows[0]))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(rows[0].title)
  for (const name of ['What AWS says', 'Who says so', 'What is affected', /^(Answer|Change the answer)$/, 'History']) {
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await page.getByRole('radio', { name: 'Accept' }).check()
  await expect(page.getByText(/moves to “In progress”/)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('a team acknowledges several at once, accepts one by a day, and rejects one for a reason @changes', async ({
  page,
  signIn,
}) => {
  test.slow()
  await signIn('member-a')
  const [first, second, third] = await waiting(page, 'payments')
  if (!first || !second || !third) throw new Error('the demo leaves the team something to answer')
  const choose = ({ title, accountName }: Listed) =>
    page
      .getByRole('checkbox', { name: `Choose ${title} in ${accountName}`, exact: true })
      .first()
      .check()

  await page.goto('/recommendations?size=100&status=pending_response&team=payments')
  await choose(first)
  await choose(second)
  const bar = page.getByRole('region', { name: 'Answer the chosen recommendations' })
  await expect(bar).toContainText('2 recommendations chosen')
  await bar.getByRole('button', { name: 'Acknowledge' }).click()
  const dialog = page.getByRole('dialog', { name: 'Acknowledge 2 recommendations' })
  await expect(dialog).toContainText('Everybody sees that you have seen them.')
  await dialog.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(dialog).toBeHidden(AFTER_ANSWER)

  await page.goto(pathOf(first))
  await expect(page.getByText('Acknowledged by Mara Abiodun')).toBeVisible()
  await page.getByRole('radio', { name: 'Accept' }).check()
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByText('Choose the day it will be done by.')).toBeVisible()
  await page.getByRole('textbox', { name: 'Done by' }).fill('2030-01-15')
  await page.getByRole('textbox', { name: 'Note' }).fill('With the next release')
  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'accepted it' })).toContainText(
    'by 15 Jan 2030',
    AFTER_ANSWER,
  )
  await expect(page.getByText('In progress', { exact: true })).toBeVisible()

  await page.goto(pathOf(third))
  await page.getByRole('radio', { name: 'Reject' }).check()
  await page.getByRole('button', { name: 'Reason' }).click()
  await page.getByRole('option', { name: 'A valid business case' }).click()
  await page.getByRole('textbox', { name: 'Until' }).fill('2030-06-01')
  await expect(page.getByText('It comes back on 1 Jun 2030')).toBeVisible()
  await page.getByRole('button', { name: 'Reject', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'rejected it' })).toContainText(
    'until 1 Jun 2030',
    AFTER_ANSWER,
  )

  const ours = async () => {
    const decisions: { recommendationId: string; action: string; hash: string | null }[] = await (
      await page.request.get('/api/v1/exports/decisions?format=json')
    ).json()
    return decisions
      .filter(({ recommendationId }) => [first.id, second.id, third.id].includes(recommendationId))
      .slice(-4)
      .map(({ action, hash }) => `${action} ${hash === null ? 'not yet sealed' : 'sealed'}`)
      .sort()
  }
  await expect
    .poll(ours, AFTER_ANSWER)
    .toEqual(['accepted sealed', 'acknowledged sealed', 'acknowledged sealed', 'rejected sealed'])
})

test('whoever answers second is told who was first, and loses nothing they wrote @changes', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const [one] = await waiting(page, 'platform')
  if (!one) throw new Error('the demo leaves the team something to answer')
  await page.goto(pathOf(one))
  await page.getByRole('radio', { name: 'Accept' }).check()
  await page.getByRole('textbox', { name: 'Done by' }).fill('2030-02-01')
  await page.getByRole('textbox', { name: 'Note' }).fill('Mine')

  const other = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin })
  if (!other) throw new Error('the browser is open')
  await other.request.post('/api/demo/sign-in', { data: { person: 'member-b' } })
  const { accountId, id: recommendationId, version } = one
  const won = await other.request.post('/api/v1/recommendations/answers', {
    data: {
      action: 'reject',
      reason: 'not_applicable',
      items: [{ accountId, recommendationId, version }],
      clientId: randomUUID(),
    },
  })
  expect(won.ok()).toBe(true)
  await other.close()

  await page.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(page.getByText(/Ben Maas rejected it on/)).toBeVisible(AFTER_ANSWER)
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Mine')
  await expect(page.getByText('Rejected', { exact: true })).toBeVisible(AFTER_ANSWER)
})

test('somebody else’s recommendation looks like none at all, by every route (T1, T2)', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows } = await (await page.request.get('/api/v1/recommendations?size=20&team=platform')).json()
  const foreign = rows[0] as Listed
  const nowhere = { ...foreign, accountId: '999999999999' }
  await signIn('member-a')
  for (const one of [foreign, nowhere]) {
    expect((await page.request.get(pathOf(one))).status()).toBe(404)
    for (const path of ['', '/affected']) {
      const answer = await page.request.get(`/api/v1${pathOf(one)}${path}`)
      expect(answer.status()).toBe(404)
      expect(await answer.json()).toEqual({ error: { kind: 'not_found', message: 'There is no such recommendation.' } })
    }
    const answer = await send(page, one, { action: 'acknowledge' })
    expect(answer.status()).toBe(404)
    expect(await answer.json()).toEqual({ error: { kind: 'not_found', message: 'There is no such recommendation.' } })
  }
})

test('an auditor reads every answer and gives none', async ({ page, signIn }) => {
  await signIn('auditor')
  const { rows } = await (await page.request.get('/api/v1/recommendations?size=20')).json()
  await page.goto(pathOf(rows[0]))
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Answer' })).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveCount(0)
  expect((await send(page, rows[0], { action: 'acknowledge' })).status()).toBe(403)
})

test('the export of a tab has exactly the recommendations that the tab and the filter leave', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  for (const [tab, heading] of [
    ['active', /^Active recommendations/],
    ['closed', /^Closed recommendations/],
  ] as const) {
    await page.goto(`/recommendations?team=payments&tab=${tab}`)
    await page.getByRole('button', { name: /^Export .* as filtered/ }).click()
    const href = (await page.getByRole('menuitem', { name: 'JSON' }).getAttribute('href')) ?? ''
    const exported = await (await page.request.get(href)).json()
    await expect(page.getByRole('heading', { name: heading })).toContainText(`(${exported.length})`)
  }
})
