/** What comes of asking the aggregator for the compliance of one account and Region. */
import type { State } from '../state.ts'
import { COMPLETE, type ExpectedReading, readingOf } from './reading.ts'
import type { Place } from './source-calls.ts'
import type { TruthSource } from './sources.ts'
import type { TruthOptions } from './tell-truth.ts'

type Aggregator = { aggregator: ExpectedReading; knows: TruthOptions['knows'] }

export function complianceReading(
  source: TruthSource,
  place: Place,
  { aggregator, knows }: Aggregator,
  state: State,
): ExpectedReading {
  const { cause, status } = aggregator
  if (cause === 'NO_AGGREGATOR') return { status: 'disabled', cause }
  if (knows === 'nothing' && status !== 'complete') return { status: 'skipped', cause: 'DEPENDENCY' }
  const { account, region } = place
  const drawn = state.world
    .at(state.now())
    .aggregatedSources()
    .find((one) => one.account.id === account.id && one.region === region)
  if (!drawn) return { status: 'disabled', cause: 'NOT_RECORDED' }
  if (drawn.status === 'FAILED') return { status: 'failed', cause: 'AGGREGATOR_SOURCE' }
  const reading = readingOf(source, place, state)
  return reading === COMPLETE && drawn.status === 'OUTDATED'
    ? { status: 'partial', cause: 'AGGREGATOR_STALE' }
    : reading
}
