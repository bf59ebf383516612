/** Vitest's global set-up for tests with a database: one server and one migrated template for the whole run. */
import type { TestProject } from 'vitest/node'
import { provideTestServer } from './test-database.ts'

/** Each project of the configuration calls in, with a copy of this module of its own. */
const shared = globalThis as typeof globalThis & {
  stewardTestServer?: { opened: ReturnType<typeof provideTestServer>; users: number } | undefined
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  shared.stewardTestServer ??= { opened: provideTestServer(), users: 0 }
  const mine = shared.stewardTestServer
  mine.users += 1
  const { server, close } = await mine.opened
  project.provide('testServer', server)
  return async () => {
    mine.users -= 1
    if (mine.users > 0) return
    shared.stewardTestServer = undefined
    await close()
  }
}
