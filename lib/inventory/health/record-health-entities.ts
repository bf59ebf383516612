import type { ClientBase } from 'pg'
import type { HealthEventRow } from '../../collectors/rows.ts'
import { digestHex, stableId } from '../../core/identity.ts'
import {
  type EntityWrite,
  endHealthEntities,
  insertHealthEntityUpdates,
  listHealthEntities,
  type StoredEntity,
  writeHealthEntities,
} from '../../db/sql/inventory/health-entities.ts'
import type { MemoryRow } from '../memory-stage.ts'
import type { MergeOptions } from '../open-stage.ts'
import { isOlder } from './compare-event.ts'

type EntityRow = Extract<MemoryRow<HealthEventRow>, { kind: 'entity' }> & { eventId: string }

/**
 * Brings the resources that these events name to what the reading showed. Each new status of one is a row of its history.
 * `unnamed` are events in accounts, `ACCOUNT EVENT`, whose resources could not be told: nothing of theirs ends. Answers how
 * many changed.
 */
export async function recordHealthEntities(
  client: ClientBase,
  rows: readonly EntityRow[],
  { eventIds, unnamed }: { eventIds: readonly string[]; unnamed: ReadonlySet<string> },
  { endsAbsent, at }: MergeOptions,
): Promise<number> {
  const stored = await listHealthEntities(client, eventIds)
  const byKey = new Map(stored.map((entity) => [keyOf(entity), entity]))
  const shown = new Set<string>()
  const written: EntityWrite[] = []
  const newStates: EntityWrite[] = []
  for (const row of rows) {
    const entity = entityWrite(row)
    const known = byKey.get(keyOf(entity))
    shown.add(keyOf(entity))
    if (known && !changes(row, entity, known)) continue
    written.push(entity)
    if (known?.status !== entity.status) newStates.push(entity)
  }
  if (written.length > 0) await writeHealthEntities(client, written, at)
  if (newStates.length > 0) await insertHealthEntityUpdates(client, newStates, at)
  const isGone = (entity: StoredEntity): boolean =>
    entity.endedAt === null && !shown.has(keyOf(entity)) && !unnamed.has(`${entity.accountId} ${entity.eventId}`)
  const gone = endsAbsent ? stored.filter(isGone) : []
  if (gone.length > 0) {
    await endHealthEntities(
      client,
      gone.map(({ accountId, id }) => ({ accountId, id })),
      at,
    )
  }
  return written.length + gone.length
}

/** The newest word of AWS's counts; one that was no longer named, and is again, has changed in any case. */
function changes(row: EntityRow, { contentHash }: EntityWrite, known: StoredEntity): boolean {
  if (known.endedAt !== null) return true
  if (row.incomplete || isOlder(row.lastUpdatedAt, known.lastUpdatedAt)) return false
  return contentHash !== known.contentHash
}

const keyOf = ({ accountId, id }: { accountId: string; id: string }): string => `${accountId} ${id}`

function entityWrite({ accountId, eventId, value, status, lastUpdatedAt }: EntityRow): EntityWrite {
  return {
    accountId,
    id: stableId('health-entity', eventId, value),
    eventId,
    value,
    status,
    lastUpdatedAt,
    contentHash: digestHex([JSON.stringify([status, lastUpdatedAt])]),
  }
}
