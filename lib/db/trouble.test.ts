import fc from 'fast-check'
import { expect, test } from 'vitest'
import { databaseTrouble } from './trouble.ts'

const serverSays = (code: string, message = 'said by the server') =>
  Object.assign(new Error(message), { code, severity: 'ERROR' })

/** How pg, Prisma and pg-boss hand on what the server said. */
const WRAPPINGS: ((error: Error & { code: string }) => unknown)[] = [
  (error) => error,
  (error) => new Error('a statement failed', { cause: error }),
  (error) =>
    Object.assign(new Error('DriverAdapterError'), {
      cause: { kind: 'postgres', code: error.code, originalCode: error.code },
    }),
  (error) =>
    Object.assign(new Error('Raw query failed'), {
      name: 'PrismaClientKnownRequestError',
      code: 'P2010',
      meta: { driverAdapterError: { cause: { kind: 'postgres', originalCode: error.code, code: error.code } } },
    }),
  (error) => Object.assign(new Error('Invalid invocation'), { code: 'P2039', meta: { code: error.code } }),
  (error) => new AggregateError([new Error('another'), error]),
]

test.each([
  ['57P01', 'away', 'restarting'],
  ['57P02', 'away', 'restarting'],
  ['57P03', 'away', 'starting'],
  ['08006', 'away', 'does not answer'],
  ['53300', 'away', 'too many are in use'],
  ['55P03', 'busy', 'holds a lock'],
  ['57014', 'busy', 'longer than its limit'],
  ['40001', 'conflict', 'Two changes met'],
  ['40P01', 'conflict', 'Two changes met'],
  ['25006', 'read-only', 'read-only'],
  ['53100', 'no-space', 'no space left'],
  ['28P01', 'refused', 'refuses the login'],
  ['3D000', 'refused', 'no database of that name'],
])('%s is known as %s, however it is wrapped', (code, kind, words) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WRAPPINGS), { maxLength: 3 }), (wrappings) => {
      const error = wrappings.reduce<unknown>((inner, wrap) => {
        const isOne = inner instanceof Error && 'severity' in inner
        return isOne ? wrap(inner as ReturnType<typeof serverSays>) : new Error('and once more', { cause: inner })
      }, serverSays(code))
      const trouble = databaseTrouble(error)
      expect(trouble).toMatchObject({ kind, code })
      expect(trouble?.message).toContain(words)
      expect(trouble?.retryAfterSeconds).toBeGreaterThan(0)
    }),
  )
})

test.each([
  ['a fault of the statement', serverSays('42601')],
  ['a value that does not fit', serverSays('22001')],
  ['a row that is there already', serverSays('23505')],
  ['an error of PL/pgSQL', serverSays('P0001')],
  ['Prisma’s word for a missing row', Object.assign(new Error('no record'), { code: 'P2025' })],
  ['a bug', new TypeError('x is not a function')],
  ['a text', 'ECONNREFUSED'],
])('%s is no trouble of the database', (_, error) => {
  expect(databaseTrouble(error)).toBe(null)
})

test('an error that goes round in circles is looked at once', () => {
  const error = new Error('round')
  error.cause = error
  expect(databaseTrouble(error)).toBe(null)
})

test.each([
  ['unsupported startup parameter: options', 'Take options out of the URL'],
  ['The server does not support SSL connections', 'sslmode=disable'],
])('%s is explained', (message, words) => {
  expect(databaseTrouble(serverSays('08P01', message))?.message).toContain(words)
})

test('a certificate that does not fit is explained', () => {
  const error = Object.assign(new Error('no'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  expect(databaseTrouble(error)).toMatchObject({ kind: 'refused', message: expect.stringContaining('certificate') })
})
