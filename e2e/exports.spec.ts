import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { expect, test } from './fixtures.ts'

test('a workbook that others are in line before says so, and comes when its turn has', async ({
  page,
  signIn,
  browser,
}) => {
  const others = await browser.newContext()
  await others.request.post('/api/demo/sign-in', { data: { person: 'ccoe' } })
  const ahead = [1, 2].map(() => others.request.get('/api/v1/exports/runtimes?format=xlsx'))
  await signIn('auditor')
  await page.goto('/accounts')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Export / }).click()
  await page.getByRole('menuitem', { name: /XLSX/ }).click()
  await expect(page.getByText(/^(Waiting: \d+ files? (is|are) made first|Making the file)/)).toBeVisible()
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(readFileSync(await (await download).path()) as unknown as ArrayBuffer)
  const accounts = (await (await page.request.get('/api/v1/exports/accounts')).json()) as unknown[]
  expect(workbook.worksheets[0]?.rowCount).toBe(accounts.length + 1)
  await expect(page.getByText(/^(Waiting|Making the file)/)).toHaveCount(0)
  for (const answer of ahead) expect((await answer).status()).toBe(200)
  await others.close()
})

test('many workbooks asked for at once wait in line, and nobody else is kept from the pages (T23) @changes', async ({
  page,
  signIn,
  browser,
}) => {
  await signIn('auditor')
  const ask = async (): Promise<number> => {
    const startedAt = performance.now()
    expect((await page.request.get('/api/v1/accounts')).ok()).toBe(true)
    return performance.now() - startedAt
  }
  const median = async (): Promise<number> => {
    const times = []
    for (let count = 0; count < 9; count += 1) times.push(await ask())
    return times.sort((a, b) => a - b)[4] ?? 0
  }
  const quiet = await median()
  const others = await browser.newContext()
  await others.request.post('/api/demo/sign-in', { data: { person: 'ccoe' } })
  const workbooks = Array.from({ length: 60 }, () =>
    others.request.get('/api/v1/exports/runtimes?format=xlsx', { timeout: 120_000 }),
  )
  const busy = await median()
  const answers = await Promise.all(workbooks)
  const refused = answers.filter((answer) => answer.status() === 429)
  expect(answers.filter((answer) => answer.ok())).toHaveLength(answers.length - refused.length)
  // Four at the beginning; some more came in when the first were done.
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(4)
  expect(refused.length).toBeGreaterThan(30)
  for (const answer of refused) expect(Number(answer.headers()['retry-after'])).toBeGreaterThan(0)
  // Without the queue it is seconds.
  expect(busy).toBeLessThan(quiet * 2 + 250)
  await others.close()
})
