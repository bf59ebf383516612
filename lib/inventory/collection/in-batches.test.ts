import fc from 'fast-check'
import pLimit from 'p-limit'
import { expect, test } from 'vitest'
import { inBatches } from './in-batches.ts'

type Item = { group: string; id: number }

function batches(work: (items: readonly Item[]) => Promise<readonly Item[]>, atOnce = 2) {
  const calls: (readonly Item[])[] = []
  const ask = inBatches<Item, Item>({
    limit: pLimit(atOnce),
    nameOf: ({ id }) => String(id),
    groupOf: ({ group }) => group,
    work: (items) => {
      calls.push(items)
      return work(items)
    },
  })
  return { ask, calls }
}

const items = (count: number, groups = 1): Item[] =>
  Array.from({ length: count }, (_, id) => ({ group: String(id % groups), id }))

test('what is asked for side by side takes one call for each group', async () => {
  const { ask, calls } = batches(async (given) => given)
  await Promise.all(items(30, 3).map(ask))
  expect(calls.map((call) => call.length)).toEqual([10, 10, 10])
})

test('what comes while all places are taken waits for one, and goes together', async () => {
  const { promise: free, resolve: end } = Promise.withResolvers<void>()
  const { ask, calls } = batches((given) => free.then(() => given), 1)
  const first = ask({ group: 'a', id: 1 })
  await new Promise(setImmediate)
  const later = []
  for (const id of [2, 3, 4]) {
    later.push(ask({ group: 'a', id }))
    await new Promise(setImmediate)
  }
  end()
  await Promise.all([first, ...later])
  expect(calls.map((call) => call.map(({ id }) => id))).toEqual([[1], [2, 3, 4]])
})

test('each gets its own result, or nothing, or its own error: never those of another', async () => {
  const outcome = fc.constantFrom('done', 'passed over', 'broken')
  await fc.assert(
    fc.asyncProperty(fc.array(outcome, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (outcomes, groups) => {
      const { ask } = batches(async (given) => {
        const broken = given.find(({ id }) => outcomes[id] === 'broken')
        if (broken) throw new Error(`of ${broken.id}`)
        return given.filter(({ id }) => outcomes[id] === 'done').toReversed()
      })
      const answers = await Promise.all(
        items(outcomes.length, groups).map((item) => ask(item).catch((error: Error) => error.message)),
      )
      expect(answers).toEqual(
        items(outcomes.length, groups).map((item) => {
          if (outcomes[item.id] === 'done') return item
          return outcomes[item.id] === 'broken' ? `of ${item.id}` : undefined
        }),
      )
    }),
  )
})
