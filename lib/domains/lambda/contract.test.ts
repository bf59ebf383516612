import fc from 'fast-check'
import { expect, test } from 'vitest'
import { functionId } from '#lib/core/identity'
import { functionKey, functionListInput } from './contract.ts'

test('the id of every function is an address of a page', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      const key = { accountId: '123456789012', functionId: functionId('eu-west-1', name) }
      expect(functionKey.safeParse(key).success).toBe(true)
    }),
  )
})

test('a filter may come once or repeat; names that are not the list’s are refused (T11)', () => {
  expect(functionListInput.parse({ region: 'eu-west-1' }).filters).toEqual({ region: ['eu-west-1'] })
  expect(functionListInput.parse({ region: ['eu-west-1', 'us-east-1'] }).filters.region).toHaveLength(2)
  expect(functionListInput.safeParse({ email: 'x' }).success).toBe(false)
  expect(functionListInput.safeParse({ sort: 'arn' }).success).toBe(false)
})
