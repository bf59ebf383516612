import { describe, expect, test } from 'vitest'
import { parseEnv } from './env.ts'

describe('a setting that is not allowed is told by its name and what it may be, never by its value', () => {
  test.each([
    ['PORT', '70123', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', 'secret', 'PORT must be a whole number from 0 to 65535.'],
    ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535.'],
    ['STEWARD_IN_FLIGHT', '-77', 'STEWARD_IN_FLIGHT must be a whole number from 1 to 1000.'],
    ['STEWARD_RUN_LIMIT_MINUTES', '99999', 'STEWARD_RUN_LIMIT_MINUTES must be a whole number from 1 to 1440.'],
    ['STEWARD_CLOCK_OFFSET_MS', 'noon', 'STEWARD_CLOCK_OFFSET_MS must be a number of milliseconds.'],
    ['STEWARD_LOG_LEVEL', 'loud', 'STEWARD_LOG_LEVEL must be one of fatal, error, warn, info, debug, silent.'],
    ['STEWARD_MODE', 'prod', 'STEWARD_MODE must be demo or aws.'],
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

test('an empty setting is one that is not set', () => {
  expect(parseEnv({ PORT: '', STEWARD_LOG_LEVEL: '' })).toMatchObject({ port: 3000, logLevel: 'info' })
})
