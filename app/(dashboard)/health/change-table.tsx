'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryState } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { EmptyState } from '#components/feedback/empty-state'
import { DetailPanel } from '#components/shell/detail-panel'
import type { FilterProperty } from '#components/table/list-filter'
import { ResourceTable } from '#components/table/resource-table'
import { useListUrl } from '#components/table/use-list-url'
import { visibleText } from '#lib/core/format'
import { healthQueries } from '#lib/domains/health/client'
import {
  type ChangeFacets,
  type ChangeFilter,
  type ChangeKind,
  changeList,
  changesOfKind,
  EVENT_STATUSES,
  type HealthReading,
} from '#lib/domains/health/contract'
import { changeColumns } from './change-columns.tsx'
import { ChangeDetail } from './change-detail.tsx'
import { STATUS_WORDS } from './change-words.tsx'
import { ReadingNote } from './reading-note.tsx'

const TITLES = {
  planned: { title: 'Planned lifecycle changes', about: 'Each has a deadline: the day it begins.' },
  scheduled: { title: 'Scheduled changes', about: 'Maintenance and retirements that AWS carries out itself.' },
} as const satisfies Record<ChangeKind, { title: string; about: string }>

/** The changes of one kind, narrowed and ordered by the URL; one of them in the panel. */
export function ChangeTable({ kind }: { kind: ChangeKind }) {
  const url = useListUrl(changeList)
  const changes = useQuery(healthQueries.changes(changesOfKind(url.values, kind)))
  const facets = useQuery(healthQueries.facets())
  const [chosen, setChosen] = useQueryState('change')
  const close = useCallback(() => setChosen(null), [setChosen])
  const columns = useMemo(() => changeColumns(kind), [kind])
  const selected = changes.data?.rows.find(({ changeId }) => changeId === chosen) ?? null
  const reading = changes.data?.reading
  return (
    <>
      <ResourceTable
        id={`health-${kind}`}
        title={TITLES[kind].title}
        one="change"
        description={
          <>
            {TITLES[kind].about} {reading && <ReadingNote reading={reading} />}
          </>
        }
        columns={columns}
        rowKey={({ changeId }) => changeId}
        url={url}
        query={changes}
        filters={propertiesOf(facets.data)}
        placeholder="Filter by status, service, Region, team or account, or by what AWS calls it"
        exportKind="events"
        exportTotal={changes.data?.exported}
        exportOf={{ type: [kind] }}
        whenEmpty={<NoChanges reading={reading} />}
        selected={selected}
        onSelect={(row) => setChosen(row?.changeId ?? null)}
      />
      {chosen && (
        <DetailPanel title={visibleText(selected?.title ?? 'Change')} onClose={close}>
          <ChangeDetail changeId={chosen} inPanel />
        </DetailPanel>
      )}
    </>
  )
}

/** Nothing there is something else than nothing looked at (I3). */
function NoChanges({ reading }: { reading: HealthReading | undefined }) {
  if (reading?.lastCompleteAt) {
    return <EmptyState kind="nothing">AWS announces no such change for the accounts you see.</EmptyState>
  }
  if (reading?.status === 'never') {
    return <EmptyState kind="first-run">The first collection fills this list; it may be running now.</EmptyState>
  }
  return (
    <EmptyState kind="nothing" heading="AWS Health could not be read">
      What AWS announces is not known. The coverage page says what is missing.
    </EmptyState>
  )
}

function propertiesOf(facets: ChangeFacets | undefined): FilterProperty<ChangeFilter>[] {
  return [
    {
      key: 'status',
      label: 'Status',
      plural: 'Statuses',
      options: EVENT_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
    },
    { key: 'service', label: 'Service', plural: 'Services', options: facets?.service ?? [] },
    { key: 'region', label: 'Region', plural: 'Regions', options: facets?.region ?? [] },
    { key: 'team', label: 'Team', plural: 'Teams', options: facets?.team ?? [] },
    { key: 'account', label: 'Account id', plural: 'Account ids' },
  ]
}
