'use client'

import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import type { UseQueryResult } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { ListName } from '#components/display/figure'
import { PageLink } from '#components/display/page-link'
import { EmptyState } from '#components/feedback/empty-state'
import { QueryState } from '#components/feedback/query-state'
import { ExportMenu } from '#components/table/export-menu'
import { ListFilter } from '#components/table/list-filter'
import { PageTurner } from '#components/table/page-turner'
import type { ListUrl } from '#components/table/use-list-url'
import { formatTotal, visibleText } from '#lib/core/format'
import { type CoverageFilter, type CoverageMatrix, type MatrixRow, NOT_COMPLETE } from '#lib/domains/coverage/contract'
import { stateWord } from '../accounts/account-state.tsx'
import { coverageFilters, FILTER_PLACEHOLDER } from './coverage-filters.ts'
import styles from './matrix.module.css'
import { MatrixCell } from './matrix-cell.tsx'
import { RegionRows } from './region-rows.tsx'

type MatrixProps = {
  url: ListUrl<CoverageFilter, 'account'>
  query: UseQueryResult<CoverageMatrix>
  /** The place in the panel: account, dot, source. */
  open: string | null
  onOpen: (place: string) => void
}

/** Accounts against sources: each cell the worst of its Regions and how old it is. */
export function Matrix({ url, query, open, onOpen }: MatrixProps) {
  const { values } = url
  const onlyGaps = values.filters.status?.includes(NOT_COMPLETE) ?? false
  const filtered = values.text !== '' || Object.keys(values.filters).length > 0
  return (
    <section className={styles.frame} aria-labelledby="matrix-heading">
      <SpaceBetween size="s">
        <Header
          variant="h2"
          {...(query.data && { counter: `(${formatTotal(query.data.total)})` })}
          actions={
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Toggle
                checked={onlyGaps}
                onChange={({ detail }) => url.change({ filters: withGaps(values.filters, detail.checked) })}
              >
                Everything not complete
              </Toggle>
              <ExportMenu kind="coverage" values={values} total={query.data?.exported} />
            </SpaceBetween>
          }
        >
          <span id="matrix-heading">
            <ListName total={query.data?.total}>Accounts</ListName>
          </span>
        </Header>
        <div className={styles.tools}>
          <div className={styles.filter}>
            <ListFilter url={url} properties={coverageFilters(query.data?.words)} placeholder={FILTER_PLACEHOLDER} />
          </div>
          <PageTurner after={query.data?.after ?? null} before={query.data?.before ?? null} turn={url.change} />
        </div>
        <QueryState
          query={query}
          what="the coverage"
          lines={12}
          isEmpty={({ rows }) => rows.length === 0}
          whenEmpty={
            filtered ? (
              <EmptyState kind="no-match">
                {onlyGaps
                  ? 'Everything that should have been read has been read.'
                  : 'No account has a place like this. Take a filter away.'}
              </EmptyState>
            ) : (
              <EmptyState kind="first-run">The first collection says which accounts there are.</EmptyState>
            )
          }
        >
          {(matrix) => <MatrixTable matrix={matrix} open={open} onOpen={onOpen} />}
        </QueryState>
      </SpaceBetween>
    </section>
  )
}

type Filters = MatrixProps['url']['values']['filters']

/** The same filters with or without "everything not complete". */
function withGaps({ status = [], ...filters }: Filters, wanted: boolean): Filters {
  const others = status.filter((state) => state !== NOT_COMPLETE)
  if (wanted) return { ...filters, status: [NOT_COMPLETE] }
  return others.length > 0 ? { ...filters, status: others } : filters
}

function MatrixTable({ matrix, open, onOpen }: Pick<MatrixProps, 'open' | 'onOpen'> & { matrix: CoverageMatrix }) {
  const { rows, sources, at } = matrix
  const [expanded, setExpanded] = useState<readonly string[]>([])
  const toggle = (accountId: string) =>
    setExpanded((current) =>
      current.includes(accountId) ? current.filter((id) => id !== accountId) : [...current, accountId],
    )
  return (
    // It scrolls by itself where the window is narrow, and can be reached by key to do so.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key.
    <section className={styles.scroller} aria-label="Accounts against sources" tabIndex={0}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <th scope="col" className={styles.account}>
              Account
            </th>
            {sources.map((source) => (
              <th key={source} scope="col">
                <SourceName source={source} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.accountId}>
              <tr>
                <th scope="row" className={styles.account}>
                  <AccountHeading
                    row={row}
                    expanded={expanded.includes(row.accountId)}
                    toggle={() => toggle(row.accountId)}
                  />
                </th>
                {sources.map((source) => (
                  <td key={source}>
                    <MatrixCell
                      cell={row.cells.find((cell) => cell.source === source)}
                      account={row.accountName ?? row.accountId}
                      at={at}
                      isOpen={open === `${row.accountId}.${source}`}
                      onOpen={() => onOpen(`${row.accountId}.${source}`)}
                    />
                  </td>
                ))}
              </tr>
              {expanded.includes(row.accountId) && (
                <RegionRows
                  accountId={row.accountId}
                  sources={sources}
                  onOpen={(source) => onOpen(`${row.accountId}.${source}`)}
                />
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Breaks behind the dot, so that narrow columns do not cut words. */
function SourceName({ source }: { source: string }) {
  const [service, thing] = source.split('.')
  return (
    <>
      {service}
      {thing && (
        <>
          .<wbr />
          {thing}
        </>
      )}
    </>
  )
}

function AccountHeading({ row, expanded, toggle }: { row: MatrixRow; expanded: boolean; toggle: () => void }) {
  const name = visibleText(row.accountName ?? row.accountId)
  return (
    <div className={styles.heading}>
      <Button
        variant="inline-icon"
        iconName={expanded ? 'caret-down-filled' : 'caret-right-filled'}
        ariaLabel={`${expanded ? 'Hide' : 'Show'} the Regions of ${name}`}
        ariaExpanded={expanded}
        onClick={toggle}
      />
      <div>
        <PageLink href={`/accounts/${row.accountId}`}>{name}</PageLink>
        <div className={styles.quiet}>{row.accountId}</div>
        {row.state !== 'ACTIVE' && <div className={styles.quiet}>{stateWord(row.state)}</div>}
      </div>
    </div>
  )
}
