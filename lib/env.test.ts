import { describe, expect, test } from 'vitest'
import { parseEnv } from './env.ts'

describe('a setting that is not allowed is told by its name and what it may be, never by its value (F85)', () => {
  test.each([
    ['PORT', '70123', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', 'secret', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535.'],
    ['STEWARD_IN_FLIGHT', '-77', 'STEWARD_IN_FLIGHT must be a whole number from 1 to 1000.'],
    ['STEWARD_RUN_LIMIT_MINUTES', '99999', 'STEWARD_RUN_LIMIT_MINUTES must be a whole number from 1 to 1440.'],
    ['STEWARD_RUN_DETAILS_DAYS', '9', 'STEWARD_RUN_DETAILS_DAYS must be a whole number from 14 to 3650.'],
    ['STEWARD_CLOCK_OFFSET_MS', 'noon', 'STEWARD_CLOCK_OFFSET_MS must be a number of milliseconds.'],
    ['STEWARD_LOG_LEVEL', 'loud', 'STEWARD_LOG_LEVEL must be one of fatal, error, warn, info, debug, silent.'],
    [
      'STEWARD_BASE_URL',
      'https://h.example/secret',
      'STEWARD_BASE_URL must end after the host: Steward is served at the root of its address, not under a path.',
    ],
    ['STEWARD_MODE', 'prod', 'STEWARD_MODE must be demo or aws.'],
    [
      'STEWARD_MEMBER_ROLE',
      'arn:aws:iam::111122223333:role/secret',
      'STEWARD_MEMBER_ROLE must be the name of a role, with its path before it where it has one: team/StewardReadOnly.',
    ],
    ['DATABASE_URL', 'mysql://u:secret@h/d', 'DATABASE_URL must be a postgresql:// URL.'],
    [
      'STEWARD_PROT',
      'hidden',
      'STEWARD_PROT is not a setting of Steward. Remove it, or look for its right name in the README.',
    ],
  ])('%s=%s', (name, value, sentence) => {
    expect(() => parseEnv({ [name]: value })).toThrow(sentence)
    expect(() => parseEnv({ [name]: value })).not.toThrow(value)
  })
})

test('a base URL is parsed once, so that every part of Steward sees the same address', () => {
  expect(parseEnv({ STEWARD_BASE_URL: 'HTTPS://Steward.Example.org/' }).baseUrl).toBe('https://steward.example.org')
})

test('an empty setting is one that is not set', () => {
  expect(parseEnv({ PORT: '', STEWARD_LOG_LEVEL: '' })).toMatchObject({ port: 3000, logLevel: 'info' })
})

describe('what is only safe on this machine is refused elsewhere', () => {
  const onThisMachine = ['127.0.0.1', 'localhost', '::1']
  const elsewhere = ['0.0.0.0', '::', '192.0.2.7', 'steward.example.org', '127.0.0.1.example.org']

  test.each(elsewhere)('a demo does not listen on %s, where others could sign in as anybody', (host) => {
    expect(() => parseEnv({ STEWARD_HOST: host })).toThrow('STEWARD_HOST must be 127.0.0.1 in mode demo')
    expect(parseEnv({ STEWARD_MODE: 'aws', STEWARD_HOST: host }).host).toBe(host)
  })

  test.each(onThisMachine)('a demo listens on %s', (host) => {
    expect(parseEnv({ STEWARD_HOST: host }).host).toBe(host)
  })

  test.each([
    ['STEWARD_CLOCK_OFFSET_MS', '60000'],
    ['STEWARD_AWS_PACE', 'none'],
  ])('%s=%s needs a simulated AWS: the real one is asked at its time and its pace', (name, value) => {
    for (const endpoint of [undefined, 'https://sts.amazonaws.com', 'http://127.0.0.1.example.org:4566']) {
      expect(() => parseEnv({ [name]: value, AWS_ENDPOINT_URL: endpoint })).toThrow(name)
    }
    for (const endpoint of ['http://127.0.0.1:4566', 'http://localhost:4566', 'http://[::1]:4566']) {
      expect(() => parseEnv({ [name]: value, AWS_ENDPOINT_URL: endpoint })).not.toThrow()
    }
  })
})

test.each([
  ['StewardReadOnly', 'StewardReadOnly'],
  ['team/audit/Reader', 'team/audit/Reader'],
  ['/team/audit/Reader', 'team/audit/Reader'],
])('STEWARD_MEMBER_ROLE may have a path: %s', (given, role) => {
  expect(parseEnv({ STEWARD_MEMBER_ROLE: given }).memberRole).toBe(role)
})
