/** The partition decides at which endpoints AWS is asked; one that is not served is refused before anything is read. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { PARTITIONS, partitionAt, partitionOf } from '#lib/catalogue/partitions'
import { useEnv } from '#lib/env'
import { openContext } from './aws/context.ts'
import { openAccount, openHub } from './open-account.ts'
import { healthEvents } from './sources/health/events.ts'
import { trustedAdvisorChecks } from './sources/trustedadvisor/checks.ts'
import { sampleAws } from './testing/sampled-aws.ts'

const HUB = '222233334444'
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
  vi.unstubAllEnvs()
})

test.each([
  ['us-gov-west-1', 'us-gov-west-1', 'us-gov-west-1'],
  ['us-gov-east-1', 'us-gov-west-1', 'us-gov-west-1'],
  ['cn-north-1', 'cn-northwest-1', 'cn-north-1'],
  ['eu-central-1', 'us-east-1', 'us-east-1'],
])('a hub in %s asks Health in %s and Support in %s', async (hubRegion, health, support) => {
  closers.push(useEnv({ awsRegion: hubRegion }))
  const aws = await sampleAws(HUB)
  closers.push(() => aws.close())
  const asked: string[] = []
  for (const operation of ['DescribeHealthServiceStatusForOrganization', 'DescribeTrustedAdvisorChecks']) {
    aws.answers.set(operation, (sampled, _, region) => {
      asked.push(region)
      return sampled
    })
  }
  await aws.read(healthEvents, { accountId: HUB, region: 'global' })
  await aws.read(trustedAdvisorChecks, { accountId: HUB, region: 'global' })
  expect(asked).toEqual([health, support])
})

/** STS alone, which says that whoever asks is this. Answers with the bodies of its requests. */
async function stsThatSays(arn: string): Promise<string[]> {
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString()
    asked.push(decodeURIComponent(body))
    response.setHeader('content-type', 'text/xml')
    if (body.includes('AssumeRole')) {
      response.statusCode = 403
      response.end('<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>')
    } else {
      response.end(
        `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><Account>${HUB}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      )
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'of-nobody')
  return asked
}

const hubIn = (hubRegion: string) =>
  openHub(openContext({ signal: new AbortController().signal, settings: { hubRegion, externalId: 'ab' } }))

test.each([
  ['us-gov-west-1', 'aws-us-gov'],
  ['cn-north-1', 'aws-cn'],
  ['eu-central-1', 'aws'],
])('in %s the roles of accounts are those of the partition %s', async (region, partition) => {
  const asked = await stsThatSays(`arn:${partition}:sts::${HUB}:assumed-role/Hub/session`)
  const hub = await hubIn(region)
  if (!hub.isOpen) throw new Error(hub.reading.cause.message)
  await openAccount(hub.access, { id: '333344445555', name: 'payments' }, new Set(['333344445555']))
  expect(asked.join()).toContain(`RoleArn=arn:${partition}:iam::333344445555:role/StewardReadOnly`)
})

describe('one sentence refuses', () => {
  test.each([
    ['us-iso-east-1', 'aws-iso'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('%s, whose partition is not served, before any call', async (region, partition) => {
    const asked = await stsThatSays(`arn:${partition}:iam::${HUB}:user/Hub`)
    const hub = await hubIn(region)
    if (hub.isOpen) throw new Error('it opened')
    expect(hub.reading.cause.message).toBe(`Steward does not serve the partition ${partition} of AWS.`)
    expect(hub.reading.cause.remedy).toContain('aws, aws-us-gov, aws-cn')
    expect(asked).toEqual([])
  })

  test.each([
    ['eu-central-1', 'aws-us-gov', 'us-gov-west-1'],
    ['us-gov-west-1', 'aws', 'us-east-1'],
    ['us-east-1', 'aws-cn', 'cn-northwest-1'],
  ])('%s with credentials of %s', async (region, partition, home) => {
    await stsThatSays(`arn:${partition}:iam::${HUB}:user/Hub`)
    const hub = await hubIn(region)
    if (hub.isOpen) throw new Error('it opened')
    expect(hub.reading.cause.message).toContain(`are of the partition ${partition}`)
    expect(hub.reading.cause.remedy).toContain(`such as ${home}`)
  })
})

test('every Region of the table is of the partition that it stands in', () => {
  for (const [name, partition] of Object.entries(PARTITIONS)) {
    const { home, healthRegion, supportRegion, defaultRegions, optInRegions } = partition
    for (const region of [home, healthRegion, supportRegion, ...defaultRegions, ...optInRegions]) {
      expect([region, partitionOf(region)]).toEqual([region, name])
    }
    expect(partitionAt(home)).toBe(partition)
  }
})
