/** Functions, aliases and concurrency as Lambda writes them. */
import type { Alias, Concurrency } from '../world/aliases.ts'
import type { FunctionVersion, LambdaFunction } from '../world/functions.ts'

/** Must never be seen outside the simulator: tests look for it in rows, logs and pages. */
export const CANARY_SECRET = 'CANARY-env-7f3a91c4e5'

/** `2026-09-14T06:21:33.184+0000`: Lambda's offset has no colon. */
function lambdaTime(day: string, timeOfDay: string): string {
  return `${day}T${timeOfDay}+0000`
}

/** As long as a SHA-256, and another for every deployment. */
function codeHash(token: string, day: string): string {
  return Buffer.from(`${token}${day}`.padEnd(32, token)).toString('base64')
}

export function describeVersion(lambda: LambdaFunction, version: FunctionVersion, isQualified: boolean) {
  const { details, name } = lambda
  const isImage = lambda.packageType === 'Image'
  const isPublished = version.version !== '$LATEST'
  return {
    FunctionName: name,
    FunctionArn: isQualified ? `${lambda.arn}:${version.version}` : lambda.arn,
    ...(!isImage && version.runtime !== null && { Runtime: version.runtime }),
    Role: `arn:aws:iam::${lambda.arn.split(':')[4]}:role/service-role/${name}-role`,
    ...(!isImage && { Handler: 'app.handler' }),
    CodeSize: details.codeBytes,
    Description: '',
    Timeout: 30,
    MemorySize: details.memoryMb,
    LastModified: lambdaTime(version.modifiedOn, details.timeOfDay),
    CodeSha256: codeHash(details.token, version.modifiedOn),
    Version: version.version,
    VpcConfig: { SubnetIds: [], SecurityGroupIds: [], VpcId: '', Ipv6AllowedForDualStack: false },
    Environment: { Variables: { STAGE: 'prod', API_TOKEN: CANARY_SECRET } },
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: `5f0d9c1e-7b58-4c1e-9a31-${details.token}`,
    PackageType: lambda.packageType,
    Architectures: [details.architecture],
    EphemeralStorage: { Size: 512 },
    SnapStart: {
      ApplyOn: lambda.snapStart ? 'PublishedVersions' : 'None',
      OptimizationStatus: lambda.snapStart && isPublished ? 'On' : 'Off',
    },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${name}` },
  }
}

export function describeAlias(lambda: LambdaFunction, { name, version, description, weights }: Alias) {
  const isWeighted = Object.keys(weights).length > 0
  return {
    AliasArn: `${lambda.arn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(isWeighted && { RoutingConfig: { AdditionalVersionWeights: weights } }),
    RevisionId: `0c3c1b6e-7b58-4c1e-9a31-${lambda.details.token}`,
  }
}

export function describeConcurrency(lambda: LambdaFunction, { qualifier, requested }: Concurrency) {
  return {
    FunctionArn: `${lambda.arn}:${qualifier}`,
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: requested,
    AllocatedProvisionedConcurrentExecutions: requested,
    Status: 'READY',
    LastModified: lambdaTime(lambda.versions[0]?.modifiedOn ?? '', lambda.details.timeOfDay),
  }
}
