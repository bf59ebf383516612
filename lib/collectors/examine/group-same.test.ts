import { expect, test } from 'vitest'
import type { Examined } from './examined.ts'
import { groupSame } from './group-same.ts'

const refused = (accountId: string, accountName: string): Examined => ({
  what: 'member role',
  accountId,
  accountName,
  outcome: 'fails',
  message: `Steward may not assume the role StewardReadOnly in ${accountName} (${accountId}).`,
  remedy: `Create StewardReadOnly in account ${accountId} with the template.`,
})
const many = Array.from({ length: 8 }, (_, at) => refused(`11111111111${at}`, `payments-${at}`))

test('the same failure in many accounts is one line with their number and the first names', () => {
  expect(groupSame(many)).toEqual([
    {
      what: 'member role',
      outcome: 'fails',
      accountId: null,
      message:
        'Steward may not assume the role StewardReadOnly in 8 accounts: payments-0 (111111111110), payments-1 (111111111111), ' +
        'payments-2 (111111111112), payments-3 (111111111113), payments-4 (111111111114) and 3 more.',
      remedy: 'Create StewardReadOnly in each of them with the template.',
    },
  ])
})

test('another failure, what is said of one account and what is said of none stay as they are', () => {
  const other: Examined = { ...refused('222222222222', 'data'), message: 'AWS did not answer in data (222222222222).' }
  const total: Examined = { what: 'member role', accountId: null, outcome: 'fails', message: 'None.', remedy: null }
  expect(groupSame([other, total, total])).toEqual([other, total, total])
  expect(groupSame([...many, other, total])).toEqual([...groupSame(many), other, total])
})
