import type { LimitFunction } from 'p-limit'

type Waiting<Item, Result> = { item: Item; resolve(result: Result | undefined): void; reject(error: unknown): void }

export type Batches<Item, Result> = {
  /** Taken side by side, as any work with the database. */
  limit: LimitFunction
  /** Items with the same name may be done by one call. */
  nameOf(item: Item | Result): string
  /** Items are of one group each, and a call is for one group. */
  groupOf(item: Item): string
  work(items: readonly Item[]): Promise<readonly Result[]>
}

/**
 * Does single things together: those that are asked for while others wait for their turn go with them in one call. Answers
 * each with its result, or with nothing where the call had none for it. What fails together is done one by one, so that
 * nobody gets the error of somebody else.
 */
export function inBatches<Item, Result>({ limit, nameOf, groupOf, work }: Batches<Item, Result>) {
  const waiting = new Map<string, Waiting<Item, Result>[]>()

  const settle = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = new Map((await work(batch.map(({ item }) => item))).map((result) => [nameOf(result), result]))
      for (const { item, resolve } of batch) resolve(results.get(nameOf(item)))
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await settle([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  return (item: Item): Promise<Result | undefined> =>
    new Promise((resolve, reject) => {
      const one = { item, resolve, reject }
      const group = groupOf(item)
      const others = waiting.get(group)
      if (others) {
        others.push(one)
        return
      }
      waiting.set(group, [one])
      void limit(() => {
        const batch = waiting.get(group) ?? []
        waiting.delete(group)
        return settle(batch)
      })
    })
}
