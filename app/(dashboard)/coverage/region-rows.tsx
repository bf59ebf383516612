'use client'

import { useQuery } from '@tanstack/react-query'
import { ScopeState } from '#components/display/status'
import { LoadFailure } from '#components/feedback/query-state'
import { formatAge } from '#lib/core/format'
import { coverageQueries } from '#lib/domains/coverage/client'
import type { AccountScopes } from '#lib/domains/coverage/contract'
import styles from './matrix.module.css'

type RegionRowsProps = { accountId: string; sources: readonly string[]; onOpen: (source: string) => void }

/** One row per Region of an account, beneath the account's own. `global` holds what has no Region. */
export function RegionRows({ accountId, sources, onOpen }: RegionRowsProps) {
  const { data, error, refetch, isFetching } = useQuery(coverageQueries.account(accountId))
  if (data === undefined) {
    return (
      <tr className={styles.region}>
        <td colSpan={sources.length + 1}>
          {error ? (
            <LoadFailure what="the Regions" reason={error.message} retry={refetch} retrying={isFetching} />
          ) : (
            'Loading the Regions'
          )}
        </td>
      </tr>
    )
  }
  return regionsOf(data).map((region) => (
    <tr key={region} className={styles.region}>
      <th scope="row" className={styles.account}>
        {region}
      </th>
      {sources.map((source) => (
        <td key={source}>
          <RegionCell known={data} region={region} source={source} onOpen={onOpen} />
        </td>
      ))}
    </tr>
  ))
}

function RegionCell({
  known,
  region,
  source,
  onOpen,
}: {
  known: AccountScopes
  region: string
  source: string
  onOpen: (source: string) => void
}) {
  const scope = known.scopes.find((each) => each.region === region && each.source === source)
  if (!scope) return null
  const age = scope.lastCompleteAt && formatAge(new Date(scope.lastCompleteAt), new Date(known.at))
  return (
    <button type="button" className={styles.cell} onClick={() => onOpen(source)}>
      <ScopeState status={scope.status} cause={scope.cause} />
      <div className={styles.quiet}>{age ? `${age} ago` : ''}</div>
      <span className={styles.unseen}>
        {' '}
        {source} in {region}. Show why.
      </span>
    </button>
  )
}

/** What has no Region first, then Regions by name. */
function regionsOf({ scopes }: AccountScopes): string[] {
  const regions = [...new Set(scopes.map(({ region }) => region))].sort()
  return [...regions.filter((region) => region === 'global'), ...regions.filter((region) => region !== 'global')]
}
