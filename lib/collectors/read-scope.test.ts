import { describe, expect, test } from 'vitest'
import { MissingFieldError, required } from '#lib/errors'
import { AwsCallError, IdentityMismatchError, RunStoppedError } from './aws/call-error.ts'
import type { AnySource, Known } from './define-source.ts'
import { defineSource } from './define-source.ts'
import type { AccountAccess } from './open-account.ts'
import { readScope, type StagingSink } from './read-scope.ts'
import { MemorySink } from './testing/memory-sink.ts'

const PLACE = { accountId: '333344445555', region: 'eu-central-1' }
const known: Known = {
  functions: async () => null,
  accountIds: async () => [],
  regions: async () => [],
  aggregator: async () => null,
}

type Item = { region?: string; optStatus?: string; isOdd?: boolean }

/** A source whose attempts yield these items, or throw where an Error stands. */
function scripted(...attempts: readonly (readonly (Item | Error)[])[]): AnySource {
  let attempt = 0
  return defineSource({
    id: 'account.regions',
    describes: 'For this test.',
    scopedTo: 'account',
    actions: ['account:ListRegions'],
    refreshEveryMs: 1,
    bucket: 'account.list-regions',
    table: 'accountRegion',
    async *collect() {
      const items = attempts[attempt] ?? []
      attempt += 1
      for (const item of items) {
        if (item instanceof Error) throw item
        yield item
      }
    },
    normalise: (item: Item) => ({
      region: required(item.region, 'RegionName'),
      optStatus: item.optStatus ?? 'UNKNOWN',
    }),
    usual: (item) => (item.isOdd ? {} : { RegionOptStatus: item.optStatus }),
    expected: (item) => (item.isOdd ? { RegionOptStatus: item.optStatus } : {}),
  }) as AnySource
}

function access(stop = new AbortController()): AccountAccess {
  const scope = {
    statistics: { total: () => ({ calls: 0, retries: 0, throttles: 0 }) },
    pageCount: () => 0,
    answered: () => [],
    passedOver: () => [],
  }
  // The parts that reading a scope touches.
  return {
    accountId: PLACE.accountId,
    context: { signal: stop.signal },
    in: () => scope,
    asked: (region: string) => ({
      accountId: PLACE.accountId,
      accountName: 'payments-prod',
      region,
      principal: 'arn:aws:iam::333344445555:role/StewardReadOnly',
    }),
  } as unknown as AccountAccess
}

async function read(source: AnySource, sink: StagingSink = new MemorySink('accountRegion'), stop?: AbortController) {
  return (await readScope({ source, place: PLACE, access: access(stop), known, sink })).reading
}

const region = (name: string): Item => ({ region: name, optStatus: 'ENABLED' })
const refused = (name: string) =>
  new AwsCallError(
    'account',
    'ListRegions',
    Object.assign(new Error(name), { name, $metadata: { httpStatusCode: 400 } }),
  )

describe('the state of a reading', () => {
  test.each<[string, AnySource, object]>([
    ['nothing there', scripted([]), { status: 'complete', staged: { count: 0 } }],
    [
      'F12 an item twice',
      scripted([region('a'), region('b'), region('a')]),
      { status: 'complete', staged: { count: 2 } },
    ],
    [
      'trouble before the first row',
      scripted([refused('ServiceException')]),
      { status: 'failed', cause: { code: 'SERVICE_ERROR' } },
    ],
    [
      'trouble after it',
      scripted([region('a'), refused('ServiceException')]),
      { status: 'partial', staged: { count: 1 } },
    ],
    ['denied half way', scripted([region('a'), refused('AccessDeniedException')]), { status: 'denied' }],
    [
      'T17 another account half way',
      scripted([region('a'), new IdentityMismatchError('1', '2')]),
      { status: 'failed', cause: { code: 'IDENTITY_MISMATCH' } },
    ],
    [
      'F13 a token refused once',
      scripted([region('a'), refused('InvalidNextTokenException')], [region('b')]),
      { status: 'complete', staged: { count: 1 } },
    ],
    [
      'F13 refused twice',
      scripted(
        [region('a'), refused('InvalidNextTokenException')],
        [region('b'), refused('InvalidNextTokenException')],
      ),
      { status: 'partial', staged: { count: 1 }, cause: { code: 'PAGE_TOKEN' } },
    ],
    [
      'F28 a usual field missing',
      scripted([region('a'), { region: 'b' }]),
      { status: 'partial', staged: { count: 2 }, cause: { code: 'MISSING_FIELD' } },
    ],
    [
      'a field missing that AWS leaves out of some for good',
      scripted([region('a'), { region: 'b', isOdd: true }]),
      { status: 'complete', staged: { count: 2 }, warning: { code: 'MISSING_FIELD' } },
    ],
    [
      'the same beside one that is never left out',
      scripted([{ region: 'a' }, { region: 'b', isOdd: true }]),
      { status: 'partial', staged: { count: 2 }, cause: { code: 'MISSING_FIELD' } },
    ],
    [
      'what identifies missing',
      scripted([region('a'), { optStatus: 'ENABLED' }]),
      { status: 'partial', staged: { count: 1 }, cause: { code: 'MISSING_FIELD' } },
    ],
    [
      'F06 an answer without its list',
      scripted([new MissingFieldError('Regions')]),
      { status: 'failed', cause: { code: 'BAD_RESPONSE' } },
    ],
  ])('%s', async (_, source, expected) => {
    expect(await read(source)).toMatchObject(expected)
  })
})

test('a run that is stopped says why, whatever the call that was cut said', async () => {
  const stop = new AbortController()
  stop.abort(new RunStoppedError('RUN_DEADLINE'))
  const reading = await read(scripted([region('a'), refused('AbortError')]), new MemorySink('accountRegion'), stop)
  expect(reading).toMatchObject({ status: 'partial', cause: { code: 'RUN_DEADLINE' } })
})

test('trouble with the staging table is not trouble with AWS: it is thrown', async () => {
  const sink = new MemorySink('accountRegion')
  sink.stage = () => Promise.reject(new Error('disk full'))
  await expect(read(scripted([region('a')]), sink)).rejects.toThrow('disk full')
})

test('rows are handed over while more are read', async () => {
  const sink = new MemorySink('accountRegion')
  const sizes: number[] = []
  const stage = sink.stage.bind(sink)
  sink.stage = async (rows, options) => {
    sizes.push(rows.length)
    await stage(rows, options)
  }
  await read(scripted(Array.from({ length: 1_200 }, (_, index) => region(`region-${index}`))), sink)
  expect(sizes).toEqual([500, 500, 200])
})
