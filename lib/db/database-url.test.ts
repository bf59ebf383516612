import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEnv } from '../env.ts'
import { clientConfig } from './clients.ts'
import { changeDatabaseUrl, describeDatabase, readDatabaseUrl, writeDatabaseUrl } from './database-url.ts'
import { databaseUrls } from './urls.ts'

const SETTINGS = [
  'DATABASE_URL',
  'STEWARD_WEB_DATABASE_URL',
  'STEWARD_WORKER_DATABASE_URL',
  'STEWARD_TEST_DATABASE_URL',
] as const

describe('what libpq takes works', () => {
  test.each([
    ['postgresql://gov:secret@db.example.org/x', { host: 'db.example.org', port: 5432, user: 'gov', database: 'x' }],
    ['postgres://gov:secret@db.example.org:6432/x', { port: 6432 }],
    ['postgresql://gov:p%23%2F%40%3A%25@h/x', { password: 'p#/@:%' }],
    ['postgresql://gov:a:b[c]@h/x', { password: 'a:b[c]' }],
    ['postgresql://gov:secret@/x?host=/tmp', { host: '/tmp', database: 'x' }],
    ['postgresql://gov:secret@%2Fvar%2Frun%2Fpostgresql/x', { host: '/var/run/postgresql' }],
    ['postgresql:///x?host=/tmp&user=gov&password=p%20q', { host: '/tmp', user: 'gov', password: 'p q' }],
    ['postgresql://gov:secret@[::1]:6432/x', { host: '::1', port: 6432 }],
    ['postgresql://gov:secret@h', { database: 'gov' }],
    ['postgresql://gov:secret@h/?dbname=y', { database: 'y' }],
    ['postgresql://gov:secret@h/a%2Fb', { database: 'a/b' }],
    ['postgresql://gov:secret@h/stra%C3%9Fe', { database: 'straße' }],
    ['postgresql://gov:secret@h/x?sslmode=require', { ssl: { rejectUnauthorized: false } }],
    ['postgresql://gov:secret@h/x?sslmode=verify-full', { ssl: { rejectUnauthorized: true } }],
    ['postgresql://gov:secret@h/x?sslmode=disable', { ssl: false }],
    ['postgresql://gov:secret@h/x?options=-c%20search_path%3Da', { options: '-c search_path=a' }],
    ['postgresql://gov:secret@h/x?connect_timeout=3', { connectionTimeoutMillis: 3_000 }],
    ['postgresql://gov:secret@h/x?target_session_attrs=read-write&gssencmode=prefer', { host: 'h' }],
  ])('%s', (url, expected) => {
    const { databaseUrl = '' } = parseEnv({ DATABASE_URL: url })
    expect(clientConfig(databaseUrl)).toMatchObject(expected)
  })
})

describe('what cannot be used is refused by the name of the setting, in a sentence without its value', () => {
  test.each([
    ['postgresql://gov:p#ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p/ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p?ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p@ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p%ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p%FFss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:5?ss@127.0.0.1:5432/x', 'percent-encoded'],
    ['postgresql://gov:p ss@127.0.0.1:5432/x', 'blanks'],
    ['postgresql://gov:pss@one,two/x', 'one host'],
    ['postgresql://gov:pss@one:5432,two:5433/x', 'one host'],
    ['postgresql://gov:pss@/x?host=one,two', 'one host'],
    ['postgresql://gov:pss@/x', 'name the host'],
    ['postgresql:///x', 'name the host'],
    ['postgresql://h/x', 'name the user'],
    ['postgresql://gov@h/x', 'must have a password'],
    ['postgresql://gov:pss@h:99999/x', 'port from 1 to 65535'],
    ['postgresql://gov:pss@::1/x', 'IPv6 address in brackets'],
    ['postgresql://gov:pss@h/x?sslmode=prefer', 'sslmode=prefer'],
    ['postgresql://gov:pss@h/x?sslmode=maybe', 'sslmode out of'],
    ['postgresql://gov:pss@h/x?sslmode=verify-ca', 'sslrootcert'],
    ['postgresql://gov:pss@h/x?sslmode=verify-full&sslrootcert=/nowhere/ca.pem', 'can be read (ENOENT)'],
    ['postgresql://gov:pss@h/x?sslcert=/etc/hostname', 'together'],
    ['postgresql://gov:pss@h/x?service=prod', 'parameter service'],
    ['postgresql://gov:pss@h/x?passfile=/root/.pgpass', 'parameter passfile'],
    ['postgresql://gov:pss@h/x?hostaddr=10.0.0.1', 'parameter hostaddr'],
    ['postgresql://gov:pss@h/x?client_encoding=LATIN1', 'client_encoding'],
    ['postgresql://gov:pss@h/x?sslmode', 'name=value'],
    ['socket:/tmp?db=x', 'postgresql:// URL'],
    ['host=localhost dbname=x password=pss', 'postgresql:// URL'],
    ['/tmp x', 'postgresql:// URL'],
    ['pss', 'postgresql:// URL'],
  ])('%s', (url, words) => {
    const refused = SETTINGS.filter((name) => name === 'DATABASE_URL' || words !== 'must have a password')
    for (const setting of refused) {
      const message = messageOf(() => parseEnv({ [setting]: url }))
      expect(message).toMatch(new RegExp(`^${setting} must .*\\.$`))
      expect(message).toContain(words)
      expect(message).not.toMatch(/p[#/?@% ]?ss\b|ss@127/)
    }
  })
})

/** Texts that look like URLs of databases, good and bad. */
const anyPart = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    '',
    'gov',
    'p#ss',
    'p/ss',
    '%',
    '%41',
    '%zz',
    '[::1]',
    '::1',
    'one,two',
    '/tmp',
    '%2Ftmp',
    '127.0.0.1',
    ':',
    '@',
  ),
)
const anyUrl = fc
  .record({
    scheme: fc.constantFrom('postgresql://', 'postgres://', 'postgresql:', 'socket:', 'http://', ''),
    user: anyPart,
    password: anyPart,
    host: anyPart,
    port: fc.oneof(fc.constantFrom('', ':5432', ':0', ':x', ':99999'), anyPart),
    database: anyPart,
    query: fc.array(
      fc.tuple(
        fc.constantFrom('sslmode', 'host', 'port', 'options', 'user', 'service', 'ssl', 'x', '__proto__'),
        anyPart,
      ),
      { maxLength: 3 },
    ),
  })
  .map(({ scheme, user, password, host, port, database, query }) => {
    const parameters = query.map(([name, value]) => `${name}=${value}`).join('&')
    return `${scheme}${user}:${password}@${host}${port}/${database}${parameters && `?${parameters}`}`
  })

test('whatever is set as a database, it is taken by everything that uses it, or refused by the setting’s name', () => {
  fc.assert(
    fc.property(anyUrl, fc.constantFrom(...SETTINGS), (url, setting) => {
      const filled = { DATABASE_URL: undefined, [setting]: url }
      let accepted: ReturnType<typeof parseEnv>
      try {
        accepted = parseEnv(filled)
      } catch (error) {
        expect(error).toMatchObject({ kind: 'usage', message: expect.stringMatching(new RegExp(`^${setting} must`)) })
        return
      }
      const given =
        accepted.databaseUrl ?? accepted.webDatabaseUrl ?? accepted.workerDatabaseUrl ?? accepted.testDatabaseUrl
      if (given === undefined) return
      const config = clientConfig(given)
      expect(config.host).not.toBe('')
      // All who read it read the same.
      expect(parseEnv({ [setting]: given })).toEqual(accepted)
      expect(() => new URL(given)).not.toThrow()
      expect(describeDatabase(given)).not.toContain(`:${config.password}@`)
      if (setting !== 'DATABASE_URL') return
      const { web, worker } = databaseUrls(given)
      for (const one of [web, worker])
        expect(clientConfig(one)).toMatchObject({ host: config.host, database: config.database })
    }),
    { numRuns: 2_000 },
  )
})

test('what is written is read back, whatever the user, the password and the database are called', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((value) => !value.includes('\0') && value.isWellFormed())
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.constantFrom('h', '::1', '/tmp/a b', '10.0.0.1'),
      (user, password, database, host) => {
        const address = { user, password, database, host, port: 5433, parameters: new Map([['options', '-c a=b&c']]) }
        expect(readDatabaseUrl(writeDatabaseUrl(address))).toEqual(address)
        expect(readDatabaseUrl(changeDatabaseUrl(writeDatabaseUrl(address), { database: 'other' }))).toEqual({
          ...address,
          database: 'other',
        })
      },
    ),
  )
})

function messageOf(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
