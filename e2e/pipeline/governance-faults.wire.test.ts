import { vi } from 'vitest'
import { testGovernanceFaults } from './governance-fault-tests.ts'
import { TEST_TIMEOUT_MS } from './house.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

testGovernanceFaults(1)
