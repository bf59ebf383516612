/** Samples of AWS's own answers through the real SDK. What becomes of them in rows, the tests of the sources tell. */
import * as config from '@aws-sdk/client-config-service'
import * as health from '@aws-sdk/client-health'
import * as support from '@aws-sdk/client-support'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Json, type SampledAws, sample, sampleAws, sampleNames } from './testing/sampled-aws.ts'

let aws: SampledAws
beforeEach(async () => {
  aws = await sampleAws('222233334444')
})
afterEach(() => aws.close())

type Sdk = { classes: Readonly<Record<string, unknown>>; client: string }

const SDKS: Readonly<Record<string, Sdk>> = {
  config: { classes: config, client: 'ConfigServiceClient' },
  health: { classes: health, client: 'HealthClient' },
  support: { classes: support, client: 'SupportClient' },
}
/** Newer than the newest client. */
const UNKNOWN_TO_THE_SDK = ['health.DescribeServiceLifecycle']
const ANSWERS = Object.keys(SDKS)
  .flatMap(sampleNames)
  .filter((name) => !name.includes('.error-') && !UNKNOWN_TO_THE_SDK.includes(name))

/** A class of the SDK by its name. Clients take settings, commands an input. */
function made<Made>({ classes }: Sdk, name: string, argument: object): Made {
  // Whoever names it says what it is.
  const Class = classes[name] as new (argument: object) => Made
  return new Class(argument)
}

/** As it came: instants as seconds since 1970, without what the SDK adds itself. */
function asOnTheWire(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1_000
  if (Array.isArray(value)) return value.map(asOnTheWire)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([name, member]) => name !== '$metadata' && member !== undefined)
  return Object.fromEntries(entries.map(([name, member]) => [name, asOnTheWire(member)]))
}

test.each(ANSWERS)('%s reaches us whole', async (name) => {
  const [service = '', operation = ''] = name.split('.')
  const sdk = SDKS[service] ?? { classes: {}, client: '' }
  const client = made<{ send(command: object): Promise<Json> }>(sdk, sdk.client, {
    region: 'us-east-1',
    endpoint: aws.endpoint,
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'of-nobody' },
  })
  const answer = await client.send(made<object>(sdk, `${operation}Command`, {}))
  expect(asOnTheWire(answer)).toEqual(sample(name))
})
