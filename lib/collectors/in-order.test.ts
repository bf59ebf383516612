import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder, QUESTIONS_AT_ONCE } from './in-order.ts'
import { all } from './testing/scripted-access.ts'

test('answers come in the order of the questions, whichever is ready first, and never too many are under way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 5 })), async (delays) => {
      let underWay = 0
      let most = 0
      const ask = async (delay: number) => {
        underWay += 1
        most = Math.max(most, underWay)
        for (let tick = 0; tick < delay; tick += 1) await Promise.resolve()
        underWay -= 1
        return [delay]
      }
      expect(await all(inOrder(delays, ask))).toEqual(delays)
      expect(most).toBeLessThanOrEqual(QUESTIONS_AT_ONCE)
    }),
  )
})

test('the first failure ends it, and later ones are nobody’s unhandled rejection', async () => {
  const ask = async (subject: number) => {
    if (subject >= 2) throw new Error(`failed at ${subject}`)
    return [subject]
  }
  await expect(all(inOrder([1, 2, 3, 4, 5], ask))).rejects.toThrow('failed at 2')
})
