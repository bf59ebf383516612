'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { ScopeState } from '#components/display/status'
import { EmptyState } from '#components/feedback/empty-state'
import { QueryState } from '#components/feedback/query-state'
import { PageTurner } from '#components/table/page-turner'
import { formatCount, visibleText } from '#lib/core/format'
import type { ScopeStatus } from '#lib/core/reading'
import { runQueries } from '#lib/domains/runs/client'

type Cursor = { after?: string; before?: string }

/** The places that this run did not read to the end, and why. */
export function RunGaps({ runId, count, underWay }: { runId: string; count: number; underWay: boolean }) {
  const [cursor, setCursor] = useState<Cursor>({})
  const gaps = useQuery(runQueries.scopes(runId, cursor))
  const { refetch } = gaps
  // What was missing while it went on is not all that was when it ended.
  useEffect(() => {
    if (!underWay) refetch()
  }, [underWay, refetch])
  return (
    <QueryState query={gaps} what="the places that are not complete">
      {({ rows, after, before }) => (
        <Table
          variant="container"
          items={rows}
          trackBy={({ accountId, source, region }) => `${accountId} ${source} ${region}`}
          wrapLines
          header={
            <Header
              variant="h2"
              counter={`(${formatCount(count)})`}
              actions={(after || before) && <PageTurner after={after} before={before} turn={setCursor} />}
            >
              Not read to the end
            </Header>
          }
          empty={
            <EmptyState kind="nothing" heading={underWay ? 'Nothing so far' : 'Everything was read'}>
              {underWay ? 'Places that cannot be read appear here.' : 'No place of this run was left out.'}
            </EmptyState>
          }
          ariaLabels={{ tableLabel: 'Not read to the end' }}
          columnDefinitions={[
            {
              id: 'account',
              header: 'Account',
              isRowHeader: true,
              minWidth: 150,
              cell: ({ accountId, accountName, source }) => (
                <PageLink href={`/coverage?account=${accountId}&open=${accountId}.${source}`}>
                  {visibleText(accountName ?? accountId)}
                </PageLink>
              ),
            },
            { id: 'source', header: 'Source', minWidth: 180, cell: ({ source }) => source },
            { id: 'region', header: 'Region', minWidth: 130, cell: ({ region }) => <Region name={region} /> },
            {
              id: 'status',
              header: 'State',
              minWidth: 120,
              // Only states of scopes that are not complete are listed here.
              cell: ({ status, cause }) => <ScopeState status={status as ScopeStatus} cause={cause} />,
            },
            {
              id: 'why',
              header: 'Why',
              minWidth: 300,
              cell: ({ message, cause }) => (
                <>
                  {message && <MarkedText text={message} />}
                  <Box color="text-body-secondary" fontSize="body-s">
                    {cause}
                  </Box>
                </>
              ),
            },
          ]}
        />
      )}
    </QueryState>
  )
}
