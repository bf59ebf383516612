import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultPlan } from '../faults.ts'
import { type Simulator, startSimulator } from '../start-simulator.ts'
import { faultScenarios } from './fault-scenarios.ts'

let simulator: Simulator
let accountIds: string[]

type Row = { accountId: string; state: string; status: string; cause: string | null }

async function truth(kind: string): Promise<Row[]> {
  return (await (await fetch(`${simulator.endpoint}/_simulator/truth?kind=${kind}`)).json()) as Row[]
}

async function coverageUnder(plan: FaultPlan): Promise<Row[]> {
  const body = JSON.stringify(plan)
  const answer = await fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body })
  expect(answer.status).toBe(200)
  return truth('coverage')
}

beforeAll(async () => {
  simulator = await startSimulator({ accounts: 14 })
  const active = (await truth('accounts')).filter(({ state }) => state === 'ACTIVE')
  accountIds = active.map((row) => row.accountId).filter((id) => id !== simulator.managementAccountId)
})
afterAll(() => simulator.close())

test.each(faultScenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s is a plan the simulator takes, and truth says what it leaves behind',
  async (_, { plan, passes }) => {
    const calm = await coverageUnder([])
    const marred = await coverageUnder(plan(accountIds))

    expect(marred.some((row, index) => row.status !== calm[index]?.status || row.cause !== calm[index]?.cause)).toBe(
      !passes,
    )
  },
)
