import type { ClientBase } from 'pg'
import type { HealthEventRow } from '../../collectors/rows.ts'
import {
  insertHealthEventUpdates,
  listHealthEvents,
  type StoredEvent,
  setListed,
  setUnlisted,
  setWithdrawn,
  writeHealthEvents,
} from '../../db/sql/inventory/health-events.ts'
import { syncHealthEventAccounts } from '../../db/sql/inventory/sync-health-event-accounts.ts'
import { type MemoryRow, NOT_COUNTED } from '../memory-stage.ts'
import type { MergeOptions } from '../open-stage.ts'
import { compareEvent, type EventRow, healthEventId, isOpenEnded, isWithdrawn } from './compare-event.ts'
import { recordHealthEntities } from './record-health-entities.ts'

/**
 * Brings events, the accounts they touch and the resources they name to what the reading showed, and adds every new state
 * to the history. Nothing is deleted: AWS forgets, we do not. Answers whether anything changed.
 */
export async function recordHealthEvents(
  client: ClientBase,
  rows: readonly MemoryRow<HealthEventRow>[],
  options: MergeOptions,
): Promise<boolean> {
  const events = rows.filter((row) => row.kind === 'event')
  const eventIds = events.map(({ arn }) => healthEventId(arn))
  const shown = new Set(eventIds)
  const ofShown = <Row extends { eventArn: string; accountId: string }>(row: Row) => {
    const eventId = healthEventId(row.eventArn)
    return shown.has(eventId) ? [{ ...row, eventId }] : []
  }
  const entities = rows.filter((row) => row.kind === 'entity').flatMap(ofShown)
  const accounts = rows.filter((row) => row.kind === 'account').flatMap(ofShown)

  // Whether AWS still lists an event is one thing, what it names in one account another.
  const isListed = options.endsAbsent || rows.some((row) => row.kind === 'listed')
  let changed = await recordEvents(client, events, shown, { ...options, endsAbsent: isListed })
  const unnamed = new Set(
    accounts.filter(({ isNamed }) => !isNamed).map(({ accountId, eventId }) => `${accountId} ${eventId}`),
  )
  changed += await recordHealthEntities(client, entities, { eventIds, unnamed }, options)
  const touched = accounts.map(({ accountId, eventId }) => ({ accountId, eventId }))
  changed += await syncHealthEventAccounts(client, touched, eventIds, options.endsAbsent)
  return changed > 0
}

async function recordEvents(
  client: ClientBase,
  events: readonly EventRow[],
  shown: ReadonlySet<string>,
  { endsAbsent, at }: MergeOptions,
): Promise<number> {
  const stored = await listHealthEvents(client)
  const byId = new Map(stored.map((event) => [event.id, event]))
  const changes = events.flatMap((row) => compareEvent(row, byId.get(healthEventId(row.arn))) ?? [])
  if (changes.length > 0) {
    await writeHealthEvents(
      client,
      changes.map(({ write }) => write),
      at,
    )
  }
  const states = changes.filter(({ isNewState }) => isNewState).map(({ write }) => write)
  if (states.length > 0) await insertHealthEventUpdates(client, states, at)

  const written = new Set(changes.map(({ write }) => write.id))
  const isBack = ({ id, withdrawnAt, unlistedAt }: StoredEvent) =>
    (withdrawnAt !== null || unlistedAt !== null) && shown.has(id) && !written.has(id)
  const back = stored.filter(isBack)
  if (back.length > 0) await setListed(client, idsOf(back))
  const absent = endsAbsent ? stored.filter((event) => !shown.has(event.id) && isOpenEnded(event)) : []
  const gone = absent.filter((event) => isWithdrawn(event, at))
  if (gone.length > 0) await setWithdrawn(client, idsOf(gone), at)
  const forgotten = absent.filter((event) => event.unlistedAt === null && !gone.includes(event))
  if (forgotten.length > 0) await setUnlisted(client, idsOf(forgotten), at)
  return changes.length + back.length + gone.length + forgotten.length
}

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id)

/** What tells rows of the three kinds apart. */
export function healthRowKey(row: HealthEventRow): string {
  if (row.kind === 'event') return `event ${row.arn}`
  if (row.kind === 'listed') return NOT_COUNTED
  return row.kind === 'account'
    ? `account ${row.accountId} ${row.eventArn}`
    : `entity ${row.accountId} ${row.eventArn} ${row.value}`
}
