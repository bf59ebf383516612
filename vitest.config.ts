import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const EXCLUDED = ['**/node_modules/**', '**/.next/**']
/** Kinds of tests that need more than the code itself, by the word before `.test.ts`. */
const KINDS = ['db', 'wire', 'guard', 'soak'] as const
const DATABASE_SET_UP = ['./lib/db/test-server.ts']

function project(name: (typeof KINDS)[number], options: { testTimeout?: number; database: boolean }) {
  return {
    test: {
      name,
      include: [`**/*.${name}.test.ts`],
      exclude: EXCLUDED,
      testTimeout: options.testTimeout ?? 30_000,
      hookTimeout: 60_000,
      globalSetup: options.database ? DATABASE_SET_UP : [],
    },
  }
}

export default defineConfig({
  test: {
    // Also where there are two: each file has a database of its own, and waits for it more than it computes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          // They take milliseconds, or a second where a property is tried often; a busy machine takes many times that.
          testTimeout: 60_000,
          include: ['**/*.test.ts'],
          exclude: [...EXCLUDED, ...KINDS.map((kind) => `**/*.${kind}.test.ts`)],
        },
      },
      project('db', { database: true }),
      project('wire', { database: true, testTimeout: 60_000 }),
      project('guard', { database: true }),
      project('soak', { database: true, testTimeout: 1_800_000 }),
    ],
  },
})
