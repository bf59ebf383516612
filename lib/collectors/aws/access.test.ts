import { createPaginator } from '@smithy/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ClientClass, openAccess, type Paginate } from './access.ts'
import { PaginationLoopError } from './call-error.ts'
import type { AwsContext } from './context.ts'
import type { Credentials } from './credentials.ts'

type Page = { items: number[]; NextToken: string | undefined }

/** A service whose pages stand under the tokens that lead to them; the first page's is `first`. */
function service(pages: ReadonlyMap<string, Page>) {
  class Client {
    config = {}
    middlewareStack = { add() {}, addRelativeTo() {} }
    async send(command: { input: { NextToken?: string } }): Promise<Page | undefined> {
      return pages.get(command.input.NextToken ?? 'first')
    }
  }
  class ListCommand {
    input: object
    constructor(input: object) {
      this.input = { ...input }
    }
  }
  // The SDK's own paginator, over a client that is none of its own.
  const paginate = createPaginator(Client as never, ListCommand as never, 'NextToken', 'NextToken', 'MaxResults')
  return { Client: Client as ClientClass<object>, paginate: paginate as unknown as Paginate<object, object, Page> }
}

const access = () =>
  openAccess({
    context: { settings: { attempts: 3 }, clockOffsetMs: 0, signal: new AbortController().signal } as AwsContext,
    credentials: { provide: Object.assign(async () => ({}), { memoized: true }) } as unknown as Credentials,
    accountId: '111122223333',
    region: 'eu-central-1',
    bucket: 'lambda.control-plane',
  })

async function read({ Client, paginate }: ReturnType<typeof service>): Promise<number[]> {
  const items: number[] = []
  for await (const page of access().pages(Client, paginate, {})) items.push(...page.items)
  return items
}

/** Pages of any sizes, empty ones too, under distinct tokens. */
const chains = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 30 })
  .chain((tokens) =>
    fc
      .array(fc.array(fc.integer(), { maxLength: 5 }), { minLength: tokens.length + 1, maxLength: tokens.length + 1 })
      .map((pages) => ({ tokens: tokens.filter((token) => token !== 'first'), pages })),
  )

function chained({ tokens, pages }: { tokens: string[]; pages: number[][] }, last?: string): Map<string, Page> {
  const names = ['first', ...tokens]
  return new Map(
    names.map((name, index) => [name, { items: pages[index] ?? [], NextToken: names[index + 1] ?? last }] as const),
  )
}

test('every page is read once and in order, whatever tokens are like and however many are empty', async () => {
  await fc.assert(
    fc.asyncProperty(chains, async (chain) => {
      const pages = chained(chain)
      expect(await read(service(pages))).toEqual([...pages.values()].flatMap(({ items }) => items))
    }),
  )
})

test('F11 a token that comes back, from any page to any other, ends the listing', async () => {
  await fc.assert(
    fc.asyncProperty(
      chains.filter(({ tokens }) => tokens.length > 0),
      fc.nat(),
      async (chain, choice) => {
        const back = chain.tokens[choice % chain.tokens.length]
        await expect(read(service(chained(chain, back)))).rejects.toThrow(PaginationLoopError)
      },
    ),
  )
})
