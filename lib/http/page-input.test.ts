import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useEnv } from '../env.ts'
import { countUse, forgetUses } from './limits.ts'
import { readPageInput } from './page-input.ts'

const address = z.strictObject({ tab: z.enum(['a', 'b'], { error: 'must be one of a, b' }).default('a') })
const settled = (asked: Promise<unknown>) => asked.then(() => 'answered').catch((error) => error.kind)

let restore: () => void
beforeEach(() => {
  forgetUses()
  restore = useEnv({ requestsPerMinute: 100 })
})
afterEach(() => {
  restore()
  forgetUses()
})

test('pages count as requests of their person, those that are refused too, and of nobody else (T23)', async () => {
  for (let count = 0; count < 40; count += 1) await countUse('read', 'ann')
  for (let count = 0; count < 30; count += 1) {
    expect(await settled(readPageInput('ann', address, { tab: 'b' }))).toBe('answered')
    expect(await settled(readPageInput('ann', address, { tab: 'c' }))).toBe('invalid')
  }
  expect(await settled(readPageInput('ann', address, {}))).toBe('limited')
  expect(await settled(countUse('read', 'ann'))).toBe('limited')
  expect(await settled(readPageInput('bob', address, {}))).toBe('answered')
})

test('a page is refused by the name of what is wrong, and what it can be; what others add to links is left out', async () => {
  await expect(readPageInput('ann', address, { tab: 'c' })).rejects.toMatchObject({
    kind: 'invalid',
    message: 'tab: must be one of a, b',
  })
  expect(await readPageInput('ann', address, { utm_source: 'mail', tab: undefined })).toEqual({ tab: 'a' })
})
