/** The functions that a product can know of, each with what it can know about it. */
import type { State } from '../state.ts'
import type { Account } from '../world/accounts.ts'
import type { LambdaFunction } from '../world/functions.ts'
import { coverageTruth } from './coverage.ts'
import { originOf } from './origin.ts'
import type { ExpectedReading } from './reading.ts'
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
  const readingAt = readings(state, options)
  return day.accounts
    .filter(({ state: accountState }) => accountState === 'ACTIVE')
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((account) => account.enabledRegions.map((region) => ({ account, region })))
    .flatMap(({ account, region }) => {
      const isRead = (source: string) => readingAt(source, account.id, region).status === 'complete'
      const known: KnownAt = {
        aliases: isRead('lambda.aliases'),
        concurrency: isRead('lambda.provisioned-concurrency'),
        invocations: isRead('lambda.invocations'),
        tags: isRead('tagging.resources'),
      }
      const listed = seenOf(day.functionsIn(account, region), readingAt('lambda.functions', account.id, region), state)
      return listed.map((lambda) => ({
        account,
        region,
        lambda,
        origin: originOf(lambda, known.tags),
        versions: versionTruths(lambda, known, day.today),
      }))
    })
}

const PAGE_SIZE = 50

/** As much of a list as came before its reading ended: all of it, its first page, or nothing. */
function seenOf(
  functions: readonly LambdaFunction[],
  { status, cause }: ExpectedReading,
  { settings }: State,
): readonly LambdaFunction[] {
  if (status === 'complete' || cause === 'MISSING_FIELD') return functions
  if (status !== 'partial') return []
  let left = Math.min(PAGE_SIZE, settings.pageSizeMax ?? PAGE_SIZE)
  return functions.flatMap((lambda) => {
    const versions = lambda.versions.slice(0, left)
    left -= versions.length
    return versions.length > 0 ? [{ ...lambda, versions }] : []
  })
}

type Readings = (source: string, accountId: string, region: string) => ExpectedReading

/** Who has once read everything still knows it, whatever fails now. */
function readings(state: State, options: TruthOptions): Readings {
  if (options.knows === 'everything') return () => ({ status: 'complete', cause: null })
  const rows = coverageTruth(state, options)
  const byScope = new Map(rows.map((row) => [`${row.source}/${row.accountId}/${row.region}`, row]))
  return (source, accountId, region) =>
    byScope.get(`${source}/${accountId}/${region}`) ?? { status: 'never', cause: null }
}
