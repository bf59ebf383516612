/** Keys and fetches of the calendar, for server prefetching and for `useQuery`. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http/fetch-json'
import {
  type CalendarFacets,
  type CalendarPage,
  type CalendarQuestion,
  calendarList,
  type EntryDetail,
} from './contract.ts'

const PATH = '/api/v1/calendar'
export const CALENDAR_KEY = ['calendar'] as const

function queryOf(question: CalendarQuestion): URLSearchParams {
  const query = new URLSearchParams({ from: question.from, until: question.until })
  for (const name of calendarList.filters) for (const one of question[name] ?? []) query.append(name, one)
  return query
}

export const calendarQueries = {
  entries: (question: CalendarQuestion) =>
    queryOptions({
      queryKey: [...CALENDAR_KEY, 'entries', queryOf(question).toString()],
      queryFn: ({ signal }) => fetchJson<CalendarPage>(`${PATH}?${queryOf(question)}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  facets: () =>
    queryOptions({
      queryKey: [...CALENDAR_KEY, 'facets'],
      queryFn: ({ signal }) => fetchJson<CalendarFacets>(`${PATH}/facets`, { signal }),
    }),
  entry: (entry: string) =>
    queryOptions({
      queryKey: [...CALENDAR_KEY, 'entry', entry],
      queryFn: ({ signal }) => fetchJson<EntryDetail>(`${PATH}/entry?${new URLSearchParams({ entry })}`, { signal }),
    }),
}
