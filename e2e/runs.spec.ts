import { collectNow, expect, test } from './fixtures.ts'

test('collect now shows progress by source and finishes @changes', async ({ page, signIn }) => {
  test.setTimeout(240_000)
  await signIn('ccoe')
  await collectNow(page)
  await expect(page.getByRole('progressbar').first()).toBeVisible()
  await expect(page.getByText('lambda.functions').first()).toBeVisible()
  await expect(page.getByRole('table', { name: 'Calls to AWS' }).getByText('lambda:ListFunctions')).toBeVisible()
})

test('who may not start a collection has no button for it, and is refused', async ({ page, signIn }) => {
  for (const person of ['auditor', 'member-a'] as const) {
    await signIn(person)
    await page.goto('/runs')
    await expect(page.getByRole('heading', { level: 1, name: 'Collection runs' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Collect now' })).toHaveCount(0)
    const origin = new URL(page.url()).origin
    const asked = await page.request.post('/api/v1/runs', { data: {}, headers: { origin } })
    expect(asked.status()).toBe(403)
  }
})

test('the list of runs and a run read well @appearance', async ({
  page,
  signIn,
  expectAccessible,
  expectNoSidewaysScroll,
  expectWholeHeadings,
}) => {
  await signIn('auditor')
  await page.goto('/runs?size=20')
  const run = page.getByRole('table', { name: 'Runs' }).getByRole('link').first()
  await expect(run).toBeVisible()
  await expectWholeHeadings(page)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await run.click()
  await expect(page.getByRole('heading', { level: 1, name: /^Run of/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
