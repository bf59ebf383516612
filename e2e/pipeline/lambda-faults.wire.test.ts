import { vi } from 'vitest'
import { TEST_TIMEOUT_MS } from './house.ts'
import { testLambdaFaults } from './lambda-fault-tests.ts'

vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS })

testLambdaFaults(1)
