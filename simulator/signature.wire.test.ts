import { ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations'
import { GetCallerIdentityCommand, type ServiceInputTypes, type ServiceOutputTypes } from '@aws-sdk/client-sts'
import type { FinalizeRequestMiddleware } from '@smithy/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountNamed, assume, clients, type Keys, refusal } from './clients-for-tests.ts'
import { type Simulator, startSimulator } from './start-simulator.ts'

let simulator: Simulator
let accountId: string
let session: Required<Keys>

beforeAll(async () => {
  simulator = await startSimulator()
  accountId = await accountNamed(simulator, 'payments-prod')
  session = await assume(simulator, { accountId })
})
afterAll(() => simulator.close())

/** The same credentials against three protocols: REST, JSON and query. */
async function refusals(credentials: Keys, region?: string) {
  const { lambda, organizations, sts } = clients(simulator.endpoint, credentials, region)
  return {
    lambda: await refusal(lambda.send(new ListFunctionsCommand({}))),
    organizations: await refusal(organizations.send(new DescribeOrganizationCommand({}))),
    sts: await refusal(sts.send(new GetCallerIdentityCommand({}))),
  }
}

describe('a request is refused as AWS refuses it when', () => {
  test('it is signed with a wrong secret', async () => {
    const { lambda, organizations, sts } = await refusals({ ...session, secretAccessKey: 'not the secret' })

    expect(lambda).toMatchObject({ name: 'InvalidSignatureException', status: 403 })
    expect(organizations).toMatchObject({ name: 'InvalidSignatureException', status: 400 })
    expect(sts).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 })
    expect(sts.message).toMatch(/^The request signature we calculated does not match the signature you provided\./)
  })

  test('its access key is unknown', async () => {
    const { lambda, organizations, sts } = await refusals({ ...session, accessKeyId: 'ASIAUNKNOWN' })

    expect(lambda).toMatchObject({ name: 'UnrecognizedClientException', status: 403 })
    expect(organizations).toMatchObject({ name: 'UnrecognizedClientException', status: 400 })
    expect(sts).toMatchObject({ name: 'InvalidClientTokenId', status: 403 })
    expect(sts.message).toBe('The security token included in the request is invalid.')
  })

  test('its session token is missing or of another session', async () => {
    const other = await assume(simulator, { accountId })
    const { lambda } = await refusals({ ...session, sessionToken: other.sessionToken })
    const without = await refusals({ accessKeyId: session.accessKeyId, secretAccessKey: session.secretAccessKey })

    expect(lambda.name).toBe('UnrecognizedClientException')
    expect(without.sts.name).toBe('InvalidClientTokenId')
  })

  test('its session is over', async () => {
    const ending = await startSimulator({
      plan: [{ service: 'lambda', operation: 'ListFunctions', count: 1, effect: 'expireCredentials' }],
    })
    const keys = await assume(ending, { accountId })
    const { lambda, sts } = clients(ending.endpoint, keys)
    const first = await refusal(lambda.send(new ListFunctionsCommand({})))
    const later = await refusal(lambda.send(new ListFunctionsCommand({})))
    const atSts = await refusal(sts.send(new GetCallerIdentityCommand({})))
    await ending.close()

    expect(first).toMatchObject({ name: 'ExpiredTokenException', status: 403 })
    expect(later).toEqual(first)
    expect(atSts).toMatchObject({ name: 'ExpiredToken', status: 403 })
    expect(first.message).toBe('The security token included in the request is expired')
  })

  test('it is not signed at all', async () => {
    const answer = await fetch(`${simulator.endpoint}/2015-03-31/functions`)

    expect(answer.status).toBe(403)
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException')
  })

  test('its body was changed after signing', async () => {
    const { sts } = clients(simulator.endpoint, session)
    const tamper: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next) => (args) => {
      // The signer has run; what goes out is a request with headers and a body.
      const request = args.request as { body: string; headers: Record<string, string> }
      request.body = `${request.body}&x=1`
      request.headers['content-length'] = String(request.body.length)
      return next(args)
    }
    sts.middlewareStack.addRelativeTo(tamper, { relation: 'after', toMiddleware: 'httpSigningMiddleware' })

    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({ name: 'SignatureDoesNotMatch' })
  })
})

describe('a clock that is off', () => {
  const skewed = (minutes: number) =>
    startSimulator({ plan: [{ service: 'sts', operation: 'GetCallerIdentity', effect: 'clockSkew', minutes }] })

  test.each([
    [20, /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/],
    [-20, /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/],
  ])('by %i minutes is refused, and the SDK can learn it from the date of the answer', async (minutes, words) => {
    const other = await skewed(minutes)
    const { sts } = clients(other.endpoint, other)
    const first = await refusal(sts.send(new GetCallerIdentityCommand({})))
    const second = await sts.send(new GetCallerIdentityCommand({}))
    await other.close()

    expect(first).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 })
    expect(first.message).toMatch(words)
    expect(second.Account).toBe(other.managementAccountId)
  })

  test('by four minutes is let pass', async () => {
    const other = await skewed(4)
    const { sts } = clients(other.endpoint, other)
    const answer = await sts.send(new GetCallerIdentityCommand({}))
    await other.close()

    expect(answer.Account).toBe(other.managementAccountId)
  })
})

test('a Region that the account has not switched on does not know its keys', async () => {
  const { lambda } = await refusals(session, 'me-south-1')

  expect(lambda).toMatchObject({ name: 'UnrecognizedClientException', status: 403 })
})
