/** What AWS can do to a reading, and what must come of it; numbers are those of the fault list. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FaultPlan } from '../../simulator/faults.ts'
import type { AccountAccess } from './open-account.ts'
import type { Rows, TableName } from './rows.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { type SimulatedAws, simulateAws } from './testing/simulated-aws.ts'

const REGION = 'eu-central-1'

let aws: SimulatedAws
let account: AccountAccess
let undisturbed: Rows[TableName][]

beforeAll(async () => {
  aws = await simulateAws({ accounts: 5, pageSizeMax: 5 }, { faultPatienceMs: 1_000 })
  account = await aws.largestAccount(REGION)
  undisturbed = (await aws.read(lambdaFunctions, account, REGION)).rows
  expect(undisturbed.length).toBeGreaterThan(15)
})
afterAll(() => aws.close())

async function readUnder(plan: FaultPlan) {
  await aws.plan(plan)
  const result = await aws.read(lambdaFunctions, account, REGION)
  await aws.plan([])
  return result
}

const ofListFunctions = { service: 'lambda', operation: 'ListFunctions' } as const

describe('what passes leaves a complete and exact reading', () => {
  test.each<[string, FaultPlan]>([
    ['F01 throttles', [{ ...ofListFunctions, effect: 'throttle', share: 0.8, count: 6 }]],
    ['F03 a burst of server faults', [{ ...ofListFunctions, effect: 'http500', count: 4 }]],
    ['F04 HTML in place of JSON, twice', [{ ...ofListFunctions, effect: 'http503html', count: 2 }]],
    ['F05 half a page, twice', [{ ...ofListFunctions, effect: 'truncate', from: 2, count: 2 }]],
    ['F06 an empty page, twice', [{ ...ofListFunctions, effect: 'empty', count: 2 }]],
    ['F06 a page of another type, twice', [{ ...ofListFunctions, effect: 'wrongType', count: 2 }]],
    ['F07, F08 no answer, twice', [{ ...ofListFunctions, effect: 'hang', from: 2, count: 2 }]],
    ['F09 a reset in mid-body', [{ ...ofListFunctions, effect: 'reset', count: 2 }]],
    ['F09 ten bytes a second', [{ ...ofListFunctions, effect: 'slow', from: 2, count: 1 }]],
    ['F12 every page twice', [{ ...ofListFunctions, effect: 'duplicatePage', share: 0.5 }]],
    ['F13 a page token refused once', [{ ...ofListFunctions, effect: 'tokenRefused', count: 1 }]],
    [
      'a page without items and with a token',
      [{ ...ofListFunctions, effect: 'emptyPageWithToken', from: 2, count: 1 }],
    ],
    ['F15 credentials that expire half way', [{ ...ofListFunctions, effect: 'expireCredentials', from: 3, count: 1 }]],
    ['F25 a clock 20 minutes off', [{ ...ofListFunctions, effect: 'clockSkew' }]],
    ['F27 values and members nobody knows', [{ ...ofListFunctions, effect: 'unknownEnum' }]],
  ])('%s', async (_, plan) => {
    const { reading, rows } = await readUnder(plan)
    expect(reading).toMatchObject({ status: 'complete', staged: { count: undisturbed.length } })
    expect(sorted(rows)).toEqual(sorted(undisturbed))
  })
})

describe('what stays is named, in the state that is true', () => {
  test.each<[string, FaultPlan, string, string]>([
    ['F02 throttled for ever', [{ ...ofListFunctions, effect: 'throttle' }], 'failed', 'THROTTLED'],
    ['F03 server faults for ever', [{ ...ofListFunctions, effect: 'http500' }], 'failed', 'SERVICE_ERROR'],
    ['F04 HTML for ever', [{ ...ofListFunctions, effect: 'http503html' }], 'failed', 'BAD_RESPONSE'],
    ['F05 half of every page', [{ ...ofListFunctions, effect: 'truncate' }], 'failed', 'BAD_RESPONSE'],
    ['F06 empty for ever', [{ ...ofListFunctions, effect: 'empty' }], 'failed', 'BAD_RESPONSE'],
    ['F06 another type for ever', [{ ...ofListFunctions, effect: 'wrongType' }], 'failed', 'BAD_RESPONSE'],
    ['F07 no answer', [{ ...ofListFunctions, effect: 'hang' }], 'failed', 'TIMEOUT'],
    ['F07 no answer from the third page on', [{ ...ofListFunctions, effect: 'hang', from: 3 }], 'partial', 'TIMEOUT'],
    ['F11 a page token that repeats', [{ ...ofListFunctions, effect: 'tokenLoop' }], 'partial', 'PAGINATION_LOOP'],
    ['F13 a page token refused for ever', [{ ...ofListFunctions, effect: 'tokenRefused' }], 'partial', 'PAGE_TOKEN'],
    ['F18 one permission missing', [{ ...ofListFunctions, effect: 'deny' }], 'denied', 'ACTION'],
    ['F18 withdrawn half way', [{ ...ofListFunctions, effect: 'deny', from: 3 }], 'denied', 'ACTION'],
    ['F19 an organisation policy', [{ ...ofListFunctions, effect: 'deny', by: 'scp' }], 'denied', 'SCP'],
    [
      'F25 a clock that cannot be followed',
      [20, -20, 40, -40, 60, -60].map((minutes, index) => ({
        ...ofListFunctions,
        effect: 'clockSkew',
        minutes,
        from: index + 1,
        count: 1,
      })),
      'failed',
      'CLOCK_SKEW',
    ],
    ['F28 a usual field missing', [{ ...ofListFunctions, effect: 'missingField' }], 'partial', 'MISSING_FIELD'],
  ])('%s', async (_, plan, status, code) => {
    const { reading } = await readUnder(plan)
    expect(reading).toMatchObject({ status, cause: { code } })
    if (reading.status === 'complete') return
    expect(reading.cause.message).toContain(account.accountId)
    expect(reading.cause.remedy).not.toBe('')
  })
})

const sorted = (rows: readonly Rows[TableName][]) => rows.map((row) => JSON.stringify(row)).sort()

test('F02 an API that is down everywhere is not waited for in every place anew', async () => {
  await aws.plan([{ ...ofListFunctions, effect: 'http500' }])
  const calls: number[] = []
  for (let scope = 0; scope < 7; scope += 1) calls.push((await aws.read(lambdaFunctions, account, REGION)).awsCalls)
  await aws.plan([])
  expect(calls[0]).toBeGreaterThan(3)
  expect(calls.at(-1)).toBe(3)
  expect((await aws.read(lambdaFunctions, account, REGION)).reading.status).toBe('complete')
})
