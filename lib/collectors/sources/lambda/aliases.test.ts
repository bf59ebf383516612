import { expect, test } from 'vitest'
import { AwsCallError } from '../../aws/call-error.ts'
import type { Known, KnownFunction } from '../../define-source.ts'
import { all, scriptedAccess } from '../../testing/scripted-access.ts'
import { lambdaAliases } from './aliases.ts'

const fn = (name: string): KnownFunction => ({
  name,
  packageType: 'Zip',
  runtime: 'python3.9',
  versions: [],
  aliases: [],
})
const known = (...names: string[]): Known => ({
  functions: async () => names.map(fn),
  accountIds: async () => [],
  regions: async () => [],
  aggregator: async () => null,
})
const PLACE = { accountId: '111122223333', region: 'eu-central-1' }
const refused = (code: string) =>
  new AwsCallError('lambda', 'ListAliases', Object.assign(new Error(code), { name: code }))

const alias = (name: string) => ({
  AliasArn: `arn:aws:lambda:eu-central-1:111122223333:function:orders:${name}`,
  Name: name,
  FunctionVersion: '4',
})

test('F94 a function that cannot be read is passed over, and the others are read in order', async () => {
  const aws = scriptedAccess({
    pages: ({ FunctionName }) =>
      FunctionName === 'b' ? [refused('ServiceException')] : [{ Aliases: [alias(`of-${FunctionName}`)] }],
  })
  const items = await all(lambdaAliases.collect(aws, known('a', 'b', 'c', 'd', 'e', 'f'), PLACE))
  expect(items.map(({ alias }) => alias.Name)).toEqual(['of-a', 'of-c', 'of-d', 'of-e', 'of-f'])
  expect(aws.passed).toHaveLength(1)
})

test('a function deleted since the list was read has no aliases, and nothing is wrong', async () => {
  const aws = scriptedAccess({ pages: () => [refused('ResourceNotFoundException')] })
  expect(await all(lambdaAliases.collect(aws, known('a'), PLACE))).toEqual([])
  expect(aws.passed).toEqual([])
})

test('weights name every version that gets a share', () => {
  const RoutingConfig = { AdditionalVersionWeights: { '5': 0.1 } }
  const place = { accountId: '111122223333', region: 'eu-central-1' }
  expect(
    lambdaAliases.normalise({ functionName: 'orders', alias: { ...alias('live'), RoutingConfig } }, place),
  ).toEqual({
    functionName: 'orders',
    name: 'live',
    version: '4',
    weights: { '5': 0.1 },
  })
})

test("T17 another account's alias is refused", () => {
  const place = { accountId: '444455556666', region: 'eu-central-1' }
  expect(() => lambdaAliases.normalise({ functionName: 'orders', alias: alias('live') }, place)).toThrow('444455556666')
})
