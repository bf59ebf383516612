import type { FilterProperty } from '#components/table/list-filter'
import { SCOPE_STATUSES } from '#lib/core/reading'
import { type CoverageFilter, type CoverageMatrix, NOT_COMPLETE } from '#lib/domains/coverage/contract'
import { STATE_WORDS } from './state-words.ts'

/** What coverage may be narrowed by, in the matrix as in the list. */
export function coverageFilters(words: CoverageMatrix['words'] | undefined): FilterProperty<CoverageFilter>[] {
  const plain = (values: readonly string[] = []) => values.map((value) => ({ value }))
  return [
    {
      key: 'status',
      label: 'State',
      plural: 'States',
      options: [
        { value: NOT_COMPLETE, label: 'Everything not complete' },
        ...SCOPE_STATUSES.map((value) => ({ value, label: STATE_WORDS[value] })),
      ],
    },
    { key: 'source', label: 'Source', plural: 'Sources', options: plain(words?.sources) },
    { key: 'cause', label: 'Cause', plural: 'Causes', options: plain(words?.causes) },
    { key: 'region', label: 'Region', plural: 'Regions', options: plain(words?.regions) },
    { key: 'account', label: 'Account id', plural: 'Account ids' },
    { key: 'team', label: 'Team', plural: 'Teams' },
  ]
}

export const FILTER_PLACEHOLDER = 'Filter by state, source, cause, Region, or by how an account’s name begins'
