/** The SDK's own clients pointed at a simulator, for tests. */
import { AccountClient } from '@aws-sdk/client-account'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ConfigServiceClient } from '@aws-sdk/client-config-service'
import { HealthClient } from '@aws-sdk/client-health'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations'
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { SupportClient } from '@aws-sdk/client-support'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { Simulator } from './start-simulator.ts'

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

/** One attempt only, so that a test sees what AWS said and not what the SDK made of it. */
export function clients(endpoint: string, credentials: Keys, region = 'eu-central-1', requestTimeout = 5_000) {
  const requestHandler = new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true })
  const settings = { endpoint, credentials, region, maxAttempts: 1, requestHandler }
  return {
    sts: new STSClient(settings),
    organizations: new OrganizationsClient(settings),
    account: new AccountClient(settings),
    lambda: new LambdaClient(settings),
    cloudwatch: new CloudWatchClient(settings),
    tagging: new ResourceGroupsTaggingAPIClient(settings),
    config: new ConfigServiceClient(settings),
    // One endpoint each, for all Regions.
    health: new HealthClient({ ...settings, region: 'us-east-1' }),
    support: new SupportClient({ ...settings, region: 'us-east-1' }),
  }
}

export type Asked = { accountId: string; role?: string; externalId?: string; seconds?: number }

export async function assume(
  simulator: Simulator,
  { accountId, role, externalId, seconds }: Asked,
): Promise<Required<Keys>> {
  const answer = await clients(simulator.endpoint, simulator).sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${role ?? simulator.memberRole}`,
      RoleSessionName: 'steward',
      ExternalId: externalId ?? simulator.externalId,
      DurationSeconds: seconds,
    }),
  )
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

/** Clients inside one account, through its role. */
export async function within(simulator: Simulator, accountId: string, region?: string) {
  return clients(simulator.endpoint, await assume(simulator, { accountId }), region)
}

/** The account of this name; every world has the same first eight. */
export async function accountNamed(simulator: Simulator, name: string): Promise<string> {
  const client = clients(simulator.endpoint, simulator).organizations
  for await (const page of paginateListAccounts({ client }, {})) {
    const found = page.Accounts?.find((account) => account.Name === name)?.Id
    if (found) return found
  }
  throw new Error(`No account is called ${name}`)
}

export type Refusal = { name: string; message: string; status: number | undefined }

/** How a call was refused; fails the test when it was not. */
export async function refusal(call: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await call.then(
    () => new Error('the call was answered'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Error)) throw new TypeError('refused with something that is no error')
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
  return { name: error.name, message: error.message, status: $metadata?.httpStatusCode }
}
