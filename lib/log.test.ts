import { expect, test } from 'vitest'
import { describeError } from './log.ts'

test('an error is logged with its kind, code and words, and with nothing that hangs on it (T14)', () => {
  const client = { connectionParameters: { host: 'db.example.org', password: 'hunter2' } }
  const error = Object.assign(new Error('terminating connection'), { code: '57P01', client, detail: 'row (secret)' })
  const described = describeError(error)
  expect(described).toMatchObject({ type: 'Error', code: '57P01', message: 'terminating connection' })
  expect(Object.keys(described).sort()).toEqual(['code', 'message', 'stack', 'type'])
})

test('what an error was caused by is told as well, and a circle of causes ends', () => {
  const cause = Object.assign(new Error('inner'), { code: 'ECONNRESET' })
  const error = new Error('outer', { cause })
  cause.cause = error
  expect(describeError(error)).toMatchObject({ message: 'outer', cause: { message: 'inner', code: 'ECONNRESET' } })
})

test('what is thrown and is no error is logged as its text', () => {
  expect(describeError('gone')).toEqual({ type: 'string', message: 'gone' })
})
