/** What a product that reads this world must come to say, in the shape of its exports. */
import type { State } from '../state.ts'

export const TRUTH_KINDS = ['accounts', 'runtimes', 'findings', 'coverage'] as const
export type TruthKind = (typeof TRUTH_KINDS)[number]

export type TruthOptions = {
  /** Whether the product has read everything once before, or starts with nothing. */
  knows: 'everything' | 'nothing'
}

export function tellTruth(_kind: TruthKind, _options: TruthOptions, _state: State): readonly object[] {
  return []
}
