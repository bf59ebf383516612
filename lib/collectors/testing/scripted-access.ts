/** For unit tests: an access whose answers are written down, call by call. */
import type { AwsAccess } from '../aws/access.ts'

type Answers = {
  /** Pages of a listing, by its input; an Error is thrown in its place. */
  pages?(input: Record<string, unknown>): readonly (object | Error)[]
}

export type ScriptedAccess = AwsAccess & { passed: unknown[]; asked: object[] }

export function scriptedAccess({ pages }: Answers): ScriptedAccess {
  const passed: unknown[] = []
  const asked: object[] = []
  const access: ScriptedAccess = {
    accountId: '111122223333',
    region: 'eu-central-1',
    passed,
    asked,
    call: () => Promise.reject(new Error('this script has no calls')),
    async *pages(_client, _paginate, input) {
      asked.push(input)
      for (const page of pages?.({ ...input } as Record<string, unknown>) ?? []) {
        if (page instanceof Error) throw page
        // A script answers in the shape that the source under test reads.
        yield page as never
      }
    },
    passOver: (error) => {
      passed.push(error)
    },
    elsewhere: () => access,
  }
  return access
}

export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}
