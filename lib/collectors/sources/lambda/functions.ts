import { type FunctionConfiguration, LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda'
import { DAY_MS } from '#lib/core/time'
import { required } from '#lib/errors'
import { requireOwnArn } from '../../aws/own-arn.ts'
import { defineSource } from '../../define-source.ts'
import { instantOrNull } from '../../instant.ts'

export const lambdaFunctions = defineSource({
  id: 'lambda.functions',
  describes: 'Every published version of every function and its runtime, to find those on deprecated runtimes.',
  scopedTo: 'account-region',
  actions: ['lambda:ListFunctions'],
  refreshEveryMs: DAY_MS,
  // Shared with aliases and provisioned concurrency of the same account and Region.
  bucket: 'lambda.control-plane',
  table: 'lambdaVersion',

  async *collect(aws) {
    for await (const page of aws.pages(LambdaClient, paginateListFunctions, { FunctionVersion: 'ALL' })) {
      // A page without a list is a broken answer. An empty list is an answer.
      yield* required(page.Functions, 'Functions')
    }
  },

  // Field by field, never spread: the answer also carries environment variables, and those must not reach a row.
  normalise: (version: FunctionConfiguration, place) => {
    const arn = requireOwnArn(required(version.FunctionArn, 'FunctionArn'), place)
    const number = required(version.Version, 'Version')
    return {
      functionName: required(version.FunctionName, 'FunctionName'),
      version: number,
      // With FunctionVersion=ALL the ARN carries the version; with older answers of $LATEST it does not.
      functionArn: arn.endsWith(`:${number}`) ? arn.slice(0, -number.length - 1) : arn,
      arn,
      packageType: packageTypeOf(version) ?? 'unknown',
      runtime: version.Runtime ?? null, // container images have none
      codeBytes: version.CodeSize ?? null,
      lastModifiedAt: instantOrNull(version.LastModified),
      snapStart: version.SnapStart?.OptimizationStatus === 'On',
    }
  },

  usual: (version) => ({
    PackageType: packageTypeOf(version),
    LastModified: version.LastModified,
    CodeSize: version.CodeSize,
  }),

  // AWS has functions without: the row is kept, its runtime is unknown, and nothing beside it has to wait.
  expected: (version) => (version.PackageType === 'Zip' ? { Runtime: version.Runtime } : {}),
})

/** AWS's own examples leave the type out. Only what is not an image has a runtime. */
const packageTypeOf = ({ PackageType, Runtime }: FunctionConfiguration): string | undefined =>
  PackageType ?? (Runtime ? 'Zip' : undefined)
