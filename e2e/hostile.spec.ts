import { expect, test } from '@playwright/test'
import { attack } from './hostile/attack.ts'

test('whatever is asked of any route or page is answered without an error of ours, with every security header (T3) @changes', async () => {
  test.setTimeout(180_000)
  const problems = await attack(process.env.E2E_BASE_URL ?? '', { count: 500, seed: 1 })
  expect(problems.slice(0, 20)).toEqual([])
})
