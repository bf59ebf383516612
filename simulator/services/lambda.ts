/** AWS Lambda's control plane. */
import { restJson } from '../protocols/rest-json.ts'
import { AwsError } from '../protocols/wire.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { describeAlias, describeConcurrency, describeVersion } from './lambda-shapes.ts'
import type { Call, Listing, Service } from './service.ts'

const PAGE_SIZE = 50

const routes = [
  { operation: 'ListFunctions', method: 'GET', path: '/2015-03-31/functions' },
  { operation: 'ListAliases', method: 'GET', path: '/2015-03-31/functions/{FunctionName}/aliases' },
  { operation: 'ListVersionsByFunction', method: 'GET', path: '/2015-03-31/functions/{FunctionName}/versions' },
  {
    operation: 'ListProvisionedConcurrencyConfigs',
    method: 'GET',
    path: '/2019-09-30/functions/{FunctionName}/provisioned-concurrency',
    query: { List: 'ALL' },
  },
] as const

const listing = (items: string): Listing => ({
  items,
  tokenIn: 'Marker',
  tokenOut: 'NextMarker',
  sizeParameter: 'MaxItems',
  pageSizeMax: PAGE_SIZE,
})

export const lambda: Service = {
  name: 'lambda',
  signedAs: 'lambda',
  protocols: [restJson(routes, { messageKey: 'Message' })],
  operations: {
    ListFunctions: {
      action: 'lambda:ListFunctions',
      listing: listing('Functions'),
      answer: (call) => ({ Functions: listFunctions(call) }),
    },
    ListVersionsByFunction: {
      action: 'lambda:ListVersionsByFunction',
      resource: functionArn,
      listing: listing('Versions'),
      answer: (call) => {
        const lambda = requireFunction(call)
        return { Versions: lambda.versions.map((version) => describeVersion(lambda, version, true)) }
      },
    },
    ListAliases: {
      action: 'lambda:ListAliases',
      resource: functionArn,
      listing: listing('Aliases'),
      answer: (call) => {
        const lambda = requireFunction(call)
        return { Aliases: lambda.aliases.map((alias) => describeAlias(lambda, alias)) }
      },
    },
    ListProvisionedConcurrencyConfigs: {
      action: 'lambda:ListProvisionedConcurrencyConfigs',
      resource: functionArn,
      listing: listing('ProvisionedConcurrencyConfigs'),
      answer: (call) => {
        const lambda = requireFunction(call)
        return { ProvisionedConcurrencyConfigs: lambda.concurrency.map((one) => describeConcurrency(lambda, one)) }
      },
    },
  },
}

function listFunctions({ day, account, region, parameters }: Call) {
  const all = parameters.FunctionVersion === 'ALL'
  if (!all && parameters.FunctionVersion !== undefined) {
    throw invalid(
      `Value '${parameters.FunctionVersion}' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]`,
    )
  }
  return day
    .functionsIn(account, region)
    .flatMap((lambda) =>
      lambda.versions
        .filter(({ version }) => all || version === '$LATEST')
        .map((version) => describeVersion(lambda, version, all)),
    )
}

function functionArn(call: Call): string {
  return `arn:aws:lambda:${call.region}:${call.account.id}:function:${nameOf(call)}`
}

/** Asked by name, by `ACCOUNT:function:NAME` or by ARN. */
function nameOf({ parameters }: Call): string {
  return String(parameters.FunctionName).replace(/^.*:?function:/, '')
}

function requireFunction(call: Call): LambdaFunction {
  const found = call.day.findFunction(call.account, call.region, nameOf(call))
  if (found) return found
  throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn(call)}`, {
    status: 404,
    fields: { Type: 'User' },
  })
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { fields: { Type: 'User' } })
}
