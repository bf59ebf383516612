import { expect, test } from 'vitest'
import { decide, type PolicyDocument, withoutActions } from './policy.ts'

const ROLE = 'arn:aws:iam::111122223333:role/StewardReadOnly'

const hub: PolicyDocument = {
  Statement: [
    { Effect: 'Allow', Action: ['organizations:ListRoots'], Resource: ['*'] },
    { Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: ['arn:aws:iam::*:role/StewardReadOnly'] },
  ],
}

test('what no statement names is not allowed', () => {
  expect(decide(hub, 'organizations:ListRoots', '*')).toBe('allowed')
  expect(decide(hub, 'ORGANIZATIONS:listroots', '*')).toBe('allowed')
  expect(decide(hub, 'organizations:ListAccounts', '*')).toBe('not allowed')
})

test('a statement holds for its resources only', () => {
  expect(decide(hub, 'sts:AssumeRole', ROLE)).toBe('allowed')
  expect(decide(hub, 'sts:AssumeRole', `${ROLE}Too`)).toBe('not allowed')
})

test('a statement that forbids wins', () => {
  const wide: PolicyDocument = {
    Statement: [
      { Effect: 'Allow', Action: ['lambda:*'], Resource: ['*'] },
      { Effect: 'Deny', Action: ['lambda:GetFunction'], Resource: ['*'] },
    ],
  }

  expect(decide(wide, 'lambda:ListFunctions', '*')).toBe('allowed')
  expect(decide(wide, 'lambda:GetFunction', '*')).toBe('forbidden')
})

test('an action that is taken out is allowed nowhere', () => {
  const narrow = withoutActions({ member: hub, hub }, ['sts:AssumeRole'])

  expect(decide(narrow.hub, 'sts:AssumeRole', ROLE)).toBe('not allowed')
  expect(decide(narrow.hub, 'organizations:ListRoots', '*')).toBe('allowed')
})
