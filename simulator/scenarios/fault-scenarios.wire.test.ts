import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../start-simulator.ts'
import { faultScenarios } from './fault-scenarios.ts'

let simulator: Simulator
let accountIds: string[]

type Row = { accountId: string; state: string; status: string; cause: string | null }

async function truth(kind: string): Promise<Row[]> {
  return (await (await fetch(`${simulator.endpoint}/_simulator/truth?kind=${kind}`)).json()) as Row[]
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
    const body = JSON.stringify(plan(accountIds))
    const answer = await fetch(`${simulator.endpoint}/_simulator/plan`, { method: 'POST', body })
    const marred = (await truth('coverage')).filter(
      ({ status, cause }) => status !== 'complete' && cause !== 'ACCOUNT_STATE',
    )

    expect(answer.status).toBe(200)
    expect(marred.length > 0).toBe(!passes)
  },
)
