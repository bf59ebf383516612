import {
  LambdaClient,
  type ProvisionedConcurrencyConfigListItem,
  paginateListProvisionedConcurrencyConfigs,
} from '@aws-sdk/client-lambda'
import { findArnParts } from '#lib/core/arn'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { requireOwnArn } from '../../aws/own-arn.ts'
import { defineSource, type KnownFunction } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { nothingIfGone } from './gone-function.ts'

type Item = { functionName: string; configuration: ProvisionedConcurrencyConfigListItem }

export const lambdaProvisionedConcurrency = defineSource({
  id: 'lambda.provisioned-concurrency',
  describes: 'Versions and aliases that are kept warm, which somebody pays for and so means to use.',
  scopedTo: 'account-region',
  actions: ['lambda:ListProvisionedConcurrencyConfigs'],
  refreshEveryMs: DAY_MS,
  bucket: 'lambda.control-plane',
  table: 'lambdaProvisionedConcurrency',
  after: ['lambda.functions'],

  async *collect(aws, known): AsyncIterable<Item> {
    const functions = required(await known.functions(), 'functions').filter(hasPublishedVersion)
    yield* inOrder(functions, ({ name }) => nothingIfGone(aws, configurationsOf(aws, name)))
  },

  normalise: ({ functionName, configuration }, place) => {
    const arn = requireOwnArn(required(configuration.FunctionArn, 'FunctionArn'), place)
    return {
      functionName,
      qualifier: required(qualifierOf(arn), 'qualifier in FunctionArn'),
      requested: required(
        configuration.RequestedProvisionedConcurrentExecutions,
        'RequestedProvisionedConcurrentExecutions',
      ),
    }
  },
})

/** `$LATEST` cannot be kept warm, so a function without versions need not be asked. */
function hasPublishedVersion({ versions }: KnownFunction): boolean {
  return versions.some(({ version }) => version !== '$LATEST')
}

/** `function:NAME:QUALIFIER` */
function qualifierOf(arn: string): string | undefined {
  return findArnParts(arn)?.resource.split(':')[2]
}

async function configurationsOf(aws: AwsAccess, functionName: string): Promise<Item[]> {
  const items: Item[] = []
  const input = { FunctionName: functionName }
  for await (const page of aws.pages(LambdaClient, paginateListProvisionedConcurrencyConfigs, input)) {
    const configurations = required(page.ProvisionedConcurrencyConfigs, 'ProvisionedConcurrencyConfigs')
    items.push(...configurations.map((configuration) => ({ functionName, configuration })))
  }
  return items
}
