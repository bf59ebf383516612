import { afterEach, describe, expect, test } from 'vitest'
import type { SimulatorOptions } from '../../simulator/options.ts'
import { lambdaFunctions } from './sources/lambda/functions.ts'
import { organization } from './sources/organization.ts'
import { type SimulatedAws, simulateAws } from './testing/simulated-aws.ts'

let aws: SimulatedAws

afterEach(() => aws.close())

test('try', async () => {
  aws = await simulateAws({ accounts: 6 })
  const hub = await aws.hub()
  const org = await aws.read(organization, hub, 'global')
  console.log(org.reading, org.rows.length, aws.context.statistics.list())
  const active = org.rows.filter((r) => 'state' in r && r.state === 'ACTIVE').map((r) => ('id' in r ? r.id : ''))
  for (const id of active) {
    const account = await aws.account(id)
    const fns = await aws.read(lambdaFunctions, account, 'eu-central-1')
    console.log(id, fns.reading, fns.pages, fns.durationMs, fns.rows[0])
  }
})
