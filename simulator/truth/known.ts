/** What a product that reads this world has come to know of it, source by source. */
import { OPEN_POLICIES } from '../policy.ts'
import type { State } from '../state.ts'
import { type CoverageRow, coverageTruth } from './coverage.ts'
import type { ExpectedReading } from './reading.ts'
import type { TruthOptions } from './tell-truth.ts'

export type Known = {
  health: boolean
  /** The aggregator's place: what it could ever draw from, and was read. */
  compliance(accountId: string, region: string): boolean
  advice(accountId: string): boolean
}

/** As much as this lets everything be known, though a reading is not complete. */
const TELLS_ALL: readonly (string | null)[] = ['MISSING_FIELD', 'AGGREGATOR_STALE']

const tellsAll = ({ status, cause }: ExpectedReading): boolean =>
  status === 'complete' || (status === 'partial' && TELLS_ALL.includes(cause))

/** Who has once read everything still knows it, whatever fails now; nobody knows what cannot be read at all. */
export function knownBy(state: State, { knows }: TruthOptions): Known {
  const present = knows === 'nothing' ? state : undisturbed(state)
  const rows = new Map(coverageTruth(present, { knows }).map((row) => [keyOf(row), row]))
  const isKnown = (source: string, accountId: string, region: string) => {
    const row = rows.get(keyOf({ source, accountId, region }))
    return row !== undefined && tellsAll(row)
  }
  const { management } = state.world.at(state.now())
  return {
    health: isKnown('health.events', management.id, 'global'),
    compliance: (accountId, region) => isKnown('config.compliance', accountId, region),
    advice: (accountId) => isKnown('trustedadvisor.checks', accountId, 'global'),
  }
}

const undisturbed = (state: State): State => ({
  ...state,
  policies: OPEN_POLICIES,
  faults: { ...state.faults, plan: [] },
})

const keyOf = ({ source, accountId, region }: Pick<CoverageRow, 'source' | 'accountId' | 'region'>): string =>
  `${source}/${accountId}/${region}`
