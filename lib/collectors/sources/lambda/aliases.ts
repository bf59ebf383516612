import { type AliasConfiguration, LambdaClient, paginateListAliases } from '@aws-sdk/client-lambda'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import type { AwsAccess } from '../../aws/access.ts'
import { requireOwnArn } from '../../aws/own-arn.ts'
import { defineSource } from '../../define-source.ts'
import { inOrder } from '../../in-order.ts'
import { nothingIfGone } from './gone-function.ts'

type Item = { functionName: string; alias: AliasConfiguration }

export const lambdaAliases = defineSource({
  id: 'lambda.aliases',
  describes: 'Every alias with the versions it sends traffic to, to tell versions in use from dormant ones.',
  scopedTo: 'account-region',
  actions: ['lambda:ListAliases'],
  refreshEveryMs: DAY_MS,
  bucket: 'lambda.control-plane',
  table: 'lambdaAlias',
  after: ['lambda.functions'],

  async *collect(aws, known): AsyncIterable<Item> {
    const functions = required(await known.functions(), 'functions')
    yield* inOrder(functions, ({ name }) => nothingIfGone(aws, aliasesOf(aws, name)))
  },

  normalise: ({ functionName, alias }, place) => {
    requireOwnArn(required(alias.AliasArn, 'AliasArn'), place)
    return {
      functionName,
      name: required(alias.Name, 'Name'),
      version: required(alias.FunctionVersion, 'FunctionVersion'),
      weights: { ...alias.RoutingConfig?.AdditionalVersionWeights },
    }
  },
})

async function aliasesOf(aws: AwsAccess, functionName: string): Promise<Item[]> {
  const items: Item[] = []
  for await (const page of aws.pages(LambdaClient, paginateListAliases, { FunctionName: functionName })) {
    items.push(...required(page.Aliases, 'Aliases').map((alias) => ({ functionName, alias })))
  }
  return items
}
