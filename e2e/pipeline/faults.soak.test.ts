/** The faults of the wire tests in two more worlds. */
import { describe, vi } from 'vitest'
import { testGovernanceFaults } from './governance-fault-tests.ts'
import { TEST_TIMEOUT_MS } from './house.ts'
import { testLambdaFaults } from './lambda-fault-tests.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

describe.each([2, 3])('the world of seed %i', (seed) => {
  describe('organisation and Lambda', () => testLambdaFaults(seed))
  describe('Config, Health and Trusted Advisor', () => testGovernanceFaults(seed))
})
