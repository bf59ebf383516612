/** What the Health pages are told of scheduled changes. Rows are of the viewer's accounts only: row security decides. */
import { clock } from '#lib/core/clock'
import { COUNT_MAX, type ListTotal } from '#lib/core/list'
import { dayOf } from '#lib/core/time'
import { asViewer, type Tx, type Viewer } from '#lib/db/as-viewer'
import { countExportedEvents } from '../../db/sql/exports/events.ts'
import { countHealthChanges, countHealthFacets } from '../../db/sql/lists/count-health-changes.ts'
import { asPage, positionIn } from '../../db/sql/lists/keyset.ts'
import { type ListedChange, listHealthChanges } from '../../db/sql/lists/list-health-changes.ts'
import { readOrganizationScope } from '../../db/sql/lists/read-organization-scope.ts'
import { changeTitle, serviceName, shortChangeTitle } from './change-words.ts'
import {
  type ChangeFacets,
  type ChangeListValues,
  type ChangePage,
  type ChangeRow,
  type HealthReading,
  UNOWNED,
} from './contract.ts'
import { noticeOf } from './notice.ts'

export const HEALTH_SOURCE = 'health.events'

const totalOf = (count: number): ListTotal => ({ count: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX })

/** The reading that everything here rests on, and when the first one was that brought anything. */
export async function readHealthReading(tx: Tx): Promise<{ reading: HealthReading; firstLookAt: Date | null }> {
  const scope = await readOrganizationScope(tx, HEALTH_SOURCE)
  if (scope === null) {
    return { reading: { status: 'never', cause: null, message: null, lastCompleteAt: null }, firstLookAt: null }
  }
  const { status, cause, message, lastCompleteAt, firstCompleteAt } = scope
  return {
    reading: { status, cause, message, lastCompleteAt: lastCompleteAt?.toISOString() ?? null },
    firstLookAt: firstCompleteAt,
  }
}

export function changeRow(listed: Omit<ListedChange, 'key'>, firstLookAt: Date | null): ChangeRow {
  const { planned, versions: _versions, startsAt, endsAt, firstSeenAt, lastUpdatedAt: _updated, ...row } = listed
  const startsOn = startsAt === null ? null : dayOf(startsAt)
  return {
    ...row,
    title: changeTitle(listed),
    shortTitle: shortChangeTitle(listed),
    kind: planned ? 'planned' : 'scheduled',
    startsOn,
    endsOn: endsAt === null ? null : dayOf(endsAt),
    firstSeenAt: firstSeenAt.toISOString(),
    notice: noticeOf({
      planned,
      startsOn,
      firstSeenOn: dayOf(firstSeenAt),
      seenAtFirstLook: firstLookAt !== null && firstSeenAt <= firstLookAt,
    }),
  }
}

export async function listChangePage(viewer: Viewer, values: ChangeListValues): Promise<ChangePage> {
  const question = { ...values, now: clock.now() }
  return asViewer(viewer, async (tx) => {
    const { reading, firstLookAt } = await readHealthReading(tx)
    const order = { by: values.sort, descending: values.order === 'desc' }
    const position = positionIn('changes', values)
    const { rows, after, before } = asPage(await listHealthChanges(tx, question, order, position), position)
    return {
      rows: rows.map((row) => changeRow(row, firstLookAt)),
      total: totalOf(await countHealthChanges(tx, question, COUNT_MAX)),
      exported: totalOf(await countExportedEvents(tx, question, COUNT_MAX + 1)),
      after,
      before,
      reading,
    }
  })
}

export async function listChangeFacets(viewer: Viewer): Promise<ChangeFacets> {
  const counted = await asViewer(viewer, countHealthFacets)
  const facets = (kind: (typeof counted)[number]['kind']) => counted.filter((facet) => facet.kind === kind)
  return {
    service: facets('service').map(({ value }) => ({ value, label: serviceName(value) })),
    region: facets('region').map(({ value }) => ({ value, label: value })),
    team: [
      ...facets('team').map(({ value, label }) => ({ value, label: label ?? value })),
      { value: UNOWNED, label: 'Nobody' },
    ],
  }
}
