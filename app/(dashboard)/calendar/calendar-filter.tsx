'use client'

import { useQuery } from '@tanstack/react-query'
import { type FilterProperty, ListFilter } from '#components/table/list-filter'
import type { ListUrl } from '#components/table/use-list-url'
import { calendarQueries } from '#lib/domains/calendar/client'
import type { CalendarFilter as FilterName } from '#lib/domains/calendar/contract'
import { ENTRY_KINDS, EVENT_STATUSES } from '#lib/domains/calendar/contract'
import { STATUS_WORDS } from '../health/change-words.tsx'
import { KIND_WORDS } from './entry-words.tsx'

/** One line for everything that narrows the calendar; counts follow it. */
export function CalendarFilter({ url }: { url: ListUrl<FilterName, 'date'> }) {
  const { data } = useQuery(calendarQueries.facets())
  const properties: FilterProperty<FilterName>[] = [
    { key: 'service', label: 'Service', plural: 'Services', options: data?.service ?? [] },
    { key: 'team', label: 'Team', plural: 'Teams', options: data?.team ?? [] },
    { key: 'account', label: 'Account id', plural: 'Account ids' },
    {
      key: 'kind',
      label: 'Kind',
      plural: 'Kinds',
      options: ENTRY_KINDS.map((value) => ({ value, label: KIND_WORDS[value] })),
    },
    {
      key: 'status',
      label: 'Status',
      plural: 'Statuses',
      options: EVENT_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
    },
  ]
  return (
    <ListFilter
      url={url}
      properties={properties}
      placeholder="Filter by service, team, account or kind, or by a part of the title"
    />
  )
}
