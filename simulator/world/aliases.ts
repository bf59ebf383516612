/** Names that point at versions, and capacity held ready for them. */
import type { FunctionVersion } from './functions.ts'
import type { Random } from './random.ts'

export type Alias = {
  name: string
  version: string
  description: string
  /** Other versions that get a share of the calls. */
  weights: Readonly<Record<string, number>>
}

/** Provisioned concurrency: of a version by its number, or of an alias by its name. */
export type Concurrency = { qualifier: string; requested: number }

type Kind = 'none' | 'live' | 'canary' | 'pair' | 'latest'
const KINDS: readonly (readonly [Kind, number])[] = [
  ['none', 30],
  ['live', 45],
  ['canary', 10],
  ['pair', 10],
  ['latest', 5],
]

export function aliasesOf(published: readonly FunctionVersion[], random: Random): readonly Alias[] {
  const kind = random.weigh(KINDS)
  const weight = random.pick([0.05, 0.1, 0.25])
  const newest = published.at(-1)?.version
  const previous = published.at(-2)?.version ?? newest
  if (newest === undefined || previous === undefined || kind === 'none') return []
  const alias = (name: string, version: string, weights = {}) => ({ name, version, description: '', weights })
  if (kind === 'latest') return [alias('dev', '$LATEST')]
  if (kind === 'pair') return [alias('blue', previous), alias('green', newest)]
  if (kind === 'canary' && previous !== newest) return [alias('live', previous, { [newest]: weight })]
  return [alias('live', newest)]
}

const CONCURRENCY_CHANCE = 0.06

/** SnapStart and provisioned concurrency exclude each other. */
export function concurrencyOf(
  published: readonly FunctionVersion[],
  aliases: readonly Alias[],
  snapStart: boolean,
  random: Random,
): readonly Concurrency[] {
  const isWanted = random.chance(CONCURRENCY_CHANCE)
  const requested = random.pick([1, 2, 5, 10])
  const alias = aliases.find(({ version }) => version !== '$LATEST')
  const oldest = published[0]
  if (!isWanted || snapStart || !oldest) return []
  return [{ qualifier: alias?.name ?? oldest.version, requested }]
}
