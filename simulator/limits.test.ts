import { expect, test } from 'vitest'
import { createLimits } from './limits.ts'
import type { Call } from './services/service.ts'

// Limits look at nothing but these.
const callOf = (service: string, operation: string, accountId = '111122223333', region = 'eu-central-1') =>
  ({ service, operation, region, account: { id: accountId } }) as Call

function admitted(calls: number, call: Call, admit: (call: Call) => boolean): number {
  return Array.from({ length: calls }, () => admit(call)).filter(Boolean).length
}

test('15 calls of the Lambda control plane a second pass in one account and Region, whichever they are', () => {
  let nowMs = 0
  const { admit } = createLimits('aws', () => nowMs)

  expect(admitted(10, callOf('lambda', 'ListFunctions'), admit)).toBe(10)
  expect(admitted(10, callOf('lambda', 'ListAliases'), admit)).toBe(5)
  expect(admitted(20, callOf('lambda', 'ListAliases', '444455556666'), admit)).toBe(15)
  expect(admitted(20, callOf('lambda', 'ListAliases', '111122223333', 'eu-west-1'), admit)).toBe(15)
  nowMs = 1_000
  expect(admitted(20, callOf('lambda', 'ListFunctions'), admit)).toBe(15)
})

test('operations of Organizations each have their own rate, for the whole organisation', () => {
  const { admit } = createLimits('aws', () => 0)

  expect(admitted(20, callOf('organizations', 'ListTagsForResource'), admit)).toBe(15)
  expect(admitted(20, callOf('organizations', 'ListAccounts'), admit)).toBe(12)
  expect(admitted(20, callOf('organizations', 'DescribeOrganization'), admit)).toBe(2)
})

test('none is no limit', () => {
  const { admit } = createLimits('none')

  expect(admitted(1_000, callOf('organizations', 'ListRoots'), admit)).toBe(1_000)
})
