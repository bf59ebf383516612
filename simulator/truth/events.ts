/** What is to be exported of AWS Health: a row for every resource that a change names. */
import type { State } from '../state.ts'
import { awsStatusOf, type HealthEvent, lastUpdateOf } from '../world/health/health-event.ts'
import { changesOn, statusOf } from './changes.ts'
import { knowsAccounts } from './coverage.ts'
import { knownBy } from './known.ts'
import type { TruthOptions } from './tell-truth.ts'

export function eventTruth(state: State, options: TruthOptions): readonly object[] {
  if (!knowsAccounts(state, options) || !knownBy(state, options).health) return []
  const now = state.now()
  return changesOn(state)
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1))
    .flatMap((event) => rowsOf(event, now))
}

function rowsOf(event: HealthEvent, now: Date): readonly object[] {
  const about = {
    eventTypeCode: event.typeCode,
    service: event.service,
    region: event.region,
    category: event.category,
    awsStatus: awsStatusOf(event, now),
    status: statusOf(event, now),
    startTime: event.startsAt?.toISOString() ?? null,
    endTime: event.endsAt?.toISOString() ?? null,
    lastUpdatedAt: lastUpdateOf(event, now).toISOString(),
  }
  return event.accountIds.flatMap((accountId) => {
    const own = event.entities.filter((entity) => entity.accountId === accountId)
    const named = own.map(({ value, status }) => ({ entityValue: value, entityStatus: status }))
    const rows = named.length > 0 ? named : [{ entityValue: null, entityStatus: null }]
    return rows
      .toSorted((a, b) => ((a.entityValue ?? '') < (b.entityValue ?? '') ? -1 : 1))
      .map((entity) => ({ eventArn: event.arn, accountId, ...entity, ...about }))
  })
}
