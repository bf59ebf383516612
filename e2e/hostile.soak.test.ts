import { expect, test } from 'vitest'
import { attack } from './hostile/attack.ts'
import startProduct from './start-product.ts'

const COUNT = 20_000

test(`${COUNT} hostile requests over all routes and pages: no error of ours, and every security header (T3)`, async () => {
  const stop = await startProduct()
  try {
    const problems = await attack(process.env.E2E_BASE_URL ?? '', { count: COUNT, seed: 2 })
    expect(problems.slice(0, 20)).toEqual([])
  } finally {
    await stop()
  }
})
