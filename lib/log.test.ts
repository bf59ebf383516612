import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeError, withoutSecrets } from './log.ts'

const LOG_FILE = join(import.meta.dirname, 'log.ts')

/** The line that a process of ours writes to its standard error when it logs this. */
function logged(entry: string): string {
  const script = `import { log } from ${JSON.stringify(LOG_FILE)}; log().warn(${entry}, 'said')`
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  return stderr
}

test('a log line holds no secret, at any depth and in any spelling of its name (T14, I9)', () => {
  const line = logged(`{
    password: 'hunter2-a', request: { headers: [{ 'set-cookie': 'hunter2-b' }] }, STEWARD_EXTERNAL_ID: 'hunter2-c',
    credentials: { secretAccessKey: 'hunter2-d' }, url: 'postgresql://steward:hunter2-e@db.example.org/x', account: '111122223333'
  }`)
  expect(line).not.toContain('hunter2')
  expect(JSON.parse(line)).toMatchObject({ msg: 'said', account: '111122223333' })
})

test('a log line describes an error without what hangs on it (T14)', () => {
  const line = logged(`{ err: Object.assign(new Error('connect postgresql://u:hunter2-f@h/x'), { code: '57P01',
    detail: 'row hunter2-g', client: { password: 'hunter2-h' }, cause: new Error('http://u:hunter2-i@proxy:8080') }) }`)
  expect(line).not.toContain('hunter2')
  expect(JSON.parse(line)).toMatchObject({ err: { code: '57P01', cause: { type: 'Error' } } })
})

test('what a secret name holds is in no log line, however deep it stands', () => {
  const name = fc.constantFrom('token', 'sessionToken', 'Authorization', 'set-cookie', 'DATABASE_URL', 'externalId')
  fc.assert(
    fc.property(name, fc.array(fc.string({ minLength: 1 }), { maxLength: 8 }), (secret, path) => {
      const inner: unknown = { [secret]: 'hunter2' }
      const entry = path.reduceRight((value, step) => ({ [step]: value }), inner)
      expect(JSON.stringify(withoutSecrets(entry))).not.toContain('hunter2')
    }),
  )
})

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

test('what a library prints for people is an entry of the log too, with its error described', () => {
  const script = `import { logConsole } from ${JSON.stringify(LOG_FILE)}; logConsole()
    console.log('   \u001b[1mready\u001b[0m in %d ms', 12)
    console.error(' \u2a2f', Object.assign(new Error('broken'), { digest: '1', client: { password: 'hunter2' } }))
    console.warn('postgresql://u:hunter2@h/x')
    console.log('')`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  })
  expect(stdout).toBe('')
  expect(stderr).not.toContain('hunter2')
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { level: 30, msg: 'ready in 12 ms' },
    { level: 50, msg: '\u2a2f', err: { type: 'Error', message: 'broken' } },
    { level: 40, msg: expect.stringContaining('[Redacted]') },
  ])
})
