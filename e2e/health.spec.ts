import { expect, test } from './fixtures.ts'

type Change = {
  changeId: string
  title: string
  shortTitle: string
  status: string
  regions: string[]
  open: number
  entities: number
  accounts: number
}
type ChangePage = { rows: Change[]; total: { count: number } }
type Resource = {
  eventArn: string
  accountId: string | null
  entityValue: string | null
  status: string
  team: string | null
}

const PLANNED = '/api/v1/health/changes?type=planned&size=100'

test('planned lifecycle changes are listed with their date, what is open of all, and the notice given @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('ccoe')
  await page.goto('/health?size=20')
  await expect(page.getByRole('heading', { name: /^Planned lifecycle changes \(\d+\)/ })).toBeVisible()
  await expect(page.getByText(/Read from AWS’s organisation view/).first()).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('one change in many Regions is one row, with all of its resources', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows } = (await (await page.request.get(PLANNED)).json()) as ChangePage
  const widest = rows.toSorted((a, b) => b.regions.length - a.regions.length)[0]
  if (!widest) throw new Error('the demo has no planned lifecycle change')
  expect(widest.regions.length).toBeGreaterThan(1)
  expect(rows.filter(({ title }) => title === widest.title)).toHaveLength(1)
  await page.goto(`/health?size=100`)
  const row = page.getByRole('row', { name: new RegExp(widest.shortTitle.replaceAll(/[.()]/g, '\\$&')) }).first()
  await expect(row.getByText(`${widest.regions.length} Regions`)).toBeVisible()
})

test('what is past its start with resources pending is overdue or ongoing, and never completed', async ({
  page,
  signIn,
}) => {
  await signIn('ccoe')
  const exported = (await (await page.request.get('/api/v1/exports/events?format=json')).json()) as (Resource & {
    startTime: string | null
    entityStatus: string | null
  })[]
  const { today } = await (await page.request.get('/api/v1/calendar?from=2026-01-01&until=2026-01-02')).json()
  const pastAndPending = exported.filter(
    ({ startTime, entityStatus, status }) =>
      entityStatus === 'PENDING' && startTime !== null && startTime.slice(0, 10) < today && status !== 'withdrawn',
  )
  expect(pastAndPending.length).toBeGreaterThan(0)
  for (const { status } of pastAndPending) expect(['overdue', 'ongoing']).toContain(status)
})

test('a change opens in the panel and on a page of its own, with accounts, resources and updates @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
}) => {
  await signIn('ccoe')
  const { rows } = (await (await page.request.get(PLANNED)).json()) as ChangePage
  const change = rows.find(({ entities }) => entities > 0)
  if (!change) throw new Error('no change of the demo names a resource')
  await page.goto(`/health/changes/${change.changeId}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(change.title)
  for (const name of [/^Affected accounts/, /^Affected resources/, 'What AWS says', 'History of updates']) {
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await expect(page.getByRole('table', { name: 'Affected accounts' }).getByRole('row').nth(1)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('who answers for an account is told by name', async ({ page, signIn }) => {
  await signIn('ccoe')
  const { rows } = (await (await page.request.get(PLANNED)).json()) as ChangePage
  const names = await Promise.all(
    rows.slice(0, 5).map(async ({ changeId }) => {
      const answer = await (await page.request.get(`/api/v1/health/changes/${changeId}/accounts`)).json()
      return answer.rows.flatMap(
        ({ recommendation }: { recommendation: { assigneeName: string | null } | null }) =>
          recommendation?.assigneeName ?? [],
      )
    }),
  )
  expect(names.flat().length).toBeGreaterThan(0)
  for (const name of names.flat()) expect(name).toMatch(/ /)
})

test('choosing a row opens the panel, and the address keeps it', async ({ page, signIn }) => {
  await signIn('ccoe')
  await page.goto('/health?size=20')
  await page.getByRole('row').nth(1).getByRole('radio').click()
  await expect(page.getByRole('link', { name: 'Open on a page of its own' })).toBeVisible()
  await expect(page).toHaveURL(/change=/)
  await page.getByRole('link', { name: 'Open on a page of its own' }).click()
  await expect(page).toHaveURL(/\/health\/changes\/[0-9a-f-]{36}$/)
})

test('the export has exactly the resources of the rows that the filter leaves', async ({ page, signIn }) => {
  await signIn('ccoe')
  const filter = 'type=planned&status=upcoming'
  const { rows } = (await (await page.request.get(`/api/v1/health/changes?${filter}&size=100`)).json()) as ChangePage
  const exported = (await (await page.request.get(`/api/v1/exports/events?format=json&${filter}`)).json()) as Resource[]
  expect(exported.length).toBeGreaterThan(0)
  expect(exported.filter(({ entityValue }) => entityValue !== null)).toHaveLength(
    rows.reduce((sum, { entities }) => sum + entities, 0),
  )
  await page.goto('/health?status=upcoming')
  await page.getByRole('button', { name: /^Export .* as filtered/ }).click()
  // What the menu leads to is the same, the kind of the tab included.
  const href = (await page.getByRole('menuitem', { name: 'JSON' }).getAttribute('href')) ?? ''
  expect(await (await page.request.get(href)).json()).toHaveLength(exported.length)
})

test('a member sees the changes of their own accounts; others look like none at all (T1)', async ({ page, signIn }) => {
  await signIn('member-a')
  const exported = (await (await page.request.get('/api/v1/exports/events?format=json')).json()) as Resource[]
  expect(exported.length).toBeGreaterThan(0)
  // Also of accounts that have left the organisation, which the list of accounts no longer has.
  for (const { team } of exported) expect(team).toBe('payments')
  const arns = new Set(exported.map(({ eventArn }) => eventArn))

  await signIn('ccoe')
  const all = (await (await page.request.get('/api/v1/exports/events?format=json')).json()) as Resource[]
  expect(all.length).toBeGreaterThan(exported.length)
  const seen = async (kind: string) =>
    ((await (await page.request.get(`/api/v1/health/changes?size=100&type=${kind}`)).json()) as ChangePage).rows
  const everything = [...(await seen('planned')), ...(await seen('scheduled'))].map(({ changeId }) => changeId)
  expect(arns.size).toBeGreaterThan(0)

  await signIn('member-a')
  const mine = new Set([...(await seen('planned')), ...(await seen('scheduled'))].map(({ changeId }) => changeId))
  const foreign = everything.find((changeId) => !mine.has(changeId))
  for (const changeId of [...(foreign ? [foreign] : []), '12345678-0000-4000-8000-000000000000']) {
    expect((await page.request.get(`/api/v1/health/changes/${changeId}`)).status()).toBe(404)
    expect((await page.request.get(`/api/v1/health/changes/${changeId}/accounts`)).status()).toBe(404)
    expect((await page.request.get(`/health/changes/${changeId}`)).status()).toBe(404)
  }
})
