/** Vitest's global set-up for tests with a database: one server and one migrated template for the whole run. */
import type { TestProject } from 'vitest/node'
import { provideTestServer } from './test-database.ts'

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { server, close } = await provideTestServer()
  project.provide('testServer', server)
  return close
}
