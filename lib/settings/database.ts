/** Where the database is, and who Steward is there. */
import { z } from 'zod'
import { DatabaseUrlProblem, readDatabaseUrl, writeDatabaseUrl } from '../db/database-url.ts'

/** Read by what will use it, and kept in one form. */
const databaseUrl = z
  .string()
  .transform((text, context) => {
    try {
      return writeDatabaseUrl(readDatabaseUrl(text))
    } catch (error) {
      if (!(error instanceof DatabaseUrlProblem)) throw error
      context.addIssue({ code: 'custom', message: error.message })
      return z.NEVER
    }
  })
  .optional()

export const databaseSchema = z.object({
  DATABASE_URL: databaseUrl,
  STEWARD_WEB_DATABASE_URL: databaseUrl,
  STEWARD_WORKER_DATABASE_URL: databaseUrl,
  /** For tests: a server on this machine to make databases on, instead of one of their own. */
  STEWARD_TEST_DATABASE_URL: databaseUrl,
})

export function databaseSettings(values: z.infer<typeof databaseSchema>) {
  return {
    databaseUrl: values.DATABASE_URL,
    webDatabaseUrl: values.STEWARD_WEB_DATABASE_URL,
    workerDatabaseUrl: values.STEWARD_WORKER_DATABASE_URL,
    testDatabaseUrl: values.STEWARD_TEST_DATABASE_URL,
  }
}
