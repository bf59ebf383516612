/** Keys and fetches of the pages of reports. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { fetchJson } from '#lib/http/fetch-json'
import type { ReportFormat, ReportKey, ReportList, ReportListInput, ReportPage } from './contract.ts'

const PATH = '/api/v1/reports'
const REPORTS_KEY = ['reports'] as const

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

export const reportQueries = {
  list: ({ team, before }: ReportListInput) =>
    queryOptions({
      queryKey: [...REPORTS_KEY, 'list', team ?? null, before ?? null],
      queryFn: ({ signal }) => fetchJson<ReportList>(`${PATH}${query({ team, before })}`, { signal }),
      placeholderData: keepPreviousData,
    }),
  one: ({ week, team }: ReportKey) =>
    queryOptions({
      queryKey: [...REPORTS_KEY, 'one', week, team ?? null],
      queryFn: ({ signal }) => fetchJson<ReportPage>(`${PATH}/${week}${query({ team })}`, { signal }),
    }),
}

/** Where a report of an owner is read. */
export const reportPath = (week: string, teamId: string | null): string =>
  `/reports/${week}${query({ team: teamId ?? undefined })}`

/** Where its file is downloaded. */
export const reportFilePath = (week: string, teamId: string | null, format: ReportFormat): string =>
  `${PATH}/${week}/file${query({ team: teamId ?? undefined, format, bom: format === 'csv' ? 'yes' : undefined })}`
