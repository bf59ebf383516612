/** Where and for whom Steward runs. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { parseBaseUrl } from '../core/own-address.ts'
import { count } from './kinds.ts'

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const

export const serverSchema = z.object({
  STEWARD_MODE: z.enum(['demo', 'aws'], 'must be demo or aws').default('demo'),
  STEWARD_DATA_DIR: z.string().min(1).default('.steward'),
  PORT: count(3000, 0, 65_535),
  STEWARD_HOST: z.string().min(1).default('127.0.0.1'),
  STEWARD_BASE_URL: z
    .string()
    .transform((text, context) => {
      const parsed = parseBaseUrl(text)
      if ('origin' in parsed) return parsed.origin
      context.addIssue({ code: 'custom', message: parsed.problem })
      return z.NEVER
    })
    .optional(),
  STEWARD_AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  STEWARD_CLOCK_OFFSET_MS: z.coerce
    .number('must be a number of milliseconds')
    .int('must be a whole number of milliseconds')
    .default(0),
  /** Of one person; what is dearer has a share of it. */
  STEWARD_REQUESTS_PER_MINUTE: count(1_200, 20, 1_000_000),
  /** Of the organisation that the demo simulates. */
  STEWARD_DEMO_ACCOUNTS: count(43, 12, 1_000),
  STEWARD_LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  /** Log files of `npm start`: the size at which the next one begins, and how many earlier ones are kept. */
  STEWARD_LOG_MEGABYTES: count(10, 1, 1_000),
  STEWARD_LOGS_KEPT: count(5, 1, 100),
})

export function serverSettings(values: z.infer<typeof serverSchema>) {
  return {
    mode: values.STEWARD_MODE,
    /** Absolute. */
    dataDir: resolve(values.STEWARD_DATA_DIR),
    port: values.PORT,
    host: values.STEWARD_HOST,
    /** An origin: no path, no slash at its end. */
    baseUrl: values.STEWARD_BASE_URL,
    authSecret: values.STEWARD_AUTH_SECRET,
    clockOffsetMs: values.STEWARD_CLOCK_OFFSET_MS,
    requestsPerMinute: values.STEWARD_REQUESTS_PER_MINUTE,
    demoAccounts: values.STEWARD_DEMO_ACCOUNTS,
    logLevel: values.STEWARD_LOG_LEVEL,
    logMegabytes: values.STEWARD_LOG_MEGABYTES,
    logsKept: values.STEWARD_LOGS_KEPT,
  }
}
