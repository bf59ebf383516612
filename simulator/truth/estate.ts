/** The functions that a product can know of, each with what it can know about it. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { coverageTruth } from './coverage.ts'
import { originOf } from './origin.ts'
import type { TruthOptions } from './tell-truth.ts'
import { type KnownAt, type VersionTruth, versionTruths } from './versions.ts'

export type FunctionTruth = {
  account: Account
  region: string
  lambda: LambdaFunction
  origin: string
  versions: readonly VersionTruth[]
}

/** Of active accounts: what is in the others nobody can read. Ordered by account, Region and name. */
export function knownFunctions(state: State, options: TruthOptions): readonly FunctionTruth[] {
  const day = state.world.at(state.now())
  const knows = knowledge(state, options)
  return day.accounts
    .filter(({ state: accountState }) => accountState === 'ACTIVE')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((account) => account.enabledRegions.map((region) => ({ account, region })))
    .filter(({ account, region }) => knows('lambda.functions', account.id, region))
    .flatMap(({ account, region }) => {
      const known: KnownAt = {
        aliases: knows('lambda.aliases', account.id, region),
        concurrency: knows('lambda.provisioned-concurrency', account.id, region),
        invocations: knows('lambda.invocations', account.id, region),
        tags: knows('tagging.resources', account.id, region),
      }
      return day.functionsIn(account, region).map((lambda) => ({
        account,
        region,
        lambda,
        origin: originOf(lambda, known.tags),
        versions: versionTruths(lambda, known, day.today),
      }))
    })
}

type Knows = (source: string, accountId: string, region: string) => boolean

/** Who has once read everything still knows it, whatever fails now. */
function knowledge(state: State, options: TruthOptions): Knows {
  if (options.knows === 'everything') return () => true
  const complete = new Set(
    coverageTruth(state, options)
      .filter(({ status }) => status === 'complete')
      .map(({ source, accountId, region }) => `${source}/${accountId}/${region}`),
  )
  return (source, accountId, region) => complete.has(`${source}/${accountId}/${region}`)
}
