import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetWorkbooks, inTurn, standInLine } from './workbook-queue.ts'

beforeEach(() => forgetWorkbooks())
afterEach(() => {
  vi.restoreAllMocks()
  forgetWorkbooks()
})

/** A workbook whose making ends when the test says so. */
function workbook(personId: string, id = randomUUID()) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const made = inTurn(personId, id, async (count) => {
    begun.resolve()
    count(7)
    await promise
    return personId
  })
  return { id, made, begun: begun.promise, finish: resolve }
}

test('workbooks are made one at a time, and one that fails lets the next begin (T23)', async () => {
  let [atOnce, most] = [0, 0]
  const making = Array.from({ length: 12 }, (_, index) =>
    inTurn(`person ${index % 4}`, randomUUID(), async () => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setTimeout(resolve, 2))
      atOnce -= 1
      if (index % 3 === 0) throw new Error('no such column')
    }),
  )
  const ended = await Promise.allSettled(making)
  expect(most).toBe(1)
  expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(4)
})

test('nobody waits for a second workbook of somebody else while their own first is to come', async () => {
  const first = workbook('ann')
  await first.begun
  const order: string[] = []
  const rest = [workbook('ann'), workbook('ann'), workbook('bob')].map((one, index) => {
    one.finish()
    return one.made.then((personId) => order.push(`${personId} ${index}`))
  })
  first.finish()
  await Promise.all(rest)
  expect(order).toEqual(['bob 2', 'ann 0', 'ann 1'])
})

test('a page is given its place, then its turn, then how far its workbook is', async () => {
  const other = workbook('ann')
  await other.begun
  const [mine, later] = [randomUUID(), randomUUID()]
  expect(standInLine('bob', mine)).toEqual({ state: 'waiting', ahead: 1 })
  expect(standInLine('bob', later)).toEqual({ state: 'waiting', ahead: 2 })
  other.finish()
  await other.made
  expect(standInLine('bob', mine)).toEqual({ state: 'ready' })
  const own = workbook('bob', mine)
  await own.begun
  expect(standInLine('bob', mine)).toEqual({ state: 'making', rows: 7 })
  own.finish()
  await own.made
  expect(standInLine('bob', mine)).toEqual({ state: 'made', rows: 7 })
})

test('a ticket is worth nothing in the hands of somebody else', async () => {
  const own = workbook('ann')
  await own.begun
  expect(standInLine('bob', own.id)).toEqual({ state: 'waiting', ahead: 1 })
  own.finish()
  await own.made
})

test('who has gone keeps nobody waiting', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0)
  standInLine('ann', randomUUID())
  const mine = randomUUID()
  expect(standInLine('bob', mine)).toEqual({ state: 'waiting', ahead: 1 })
  now.mockReturnValue(14_000)
  standInLine('bob', mine)
  now.mockReturnValue(16_000)
  expect(standInLine('bob', mine)).toEqual({ state: 'ready' })
})

test('one person has at most four in line, all people a hundred, and more are refused with what to do', () => {
  for (let count = 0; count < 4; count += 1) standInLine('ann', randomUUID())
  expect(() => standInLine('ann', randomUUID())).toThrow('4 of your workbooks')
  for (let count = 0; count < 96; count += 1) standInLine(`person ${count}`, randomUUID())
  expect(() => standInLine('bob', randomUUID())).toThrow('export as CSV')
})
