'use client'

import Box from '@cloudscape-design/components/box'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { PageLink } from '#components/display/page-link'
import { Region } from '#components/display/regions'
import { Status } from '#components/display/status'
import { type Cursor, PagedTable } from '#components/table/paged-table'
import { visibleText } from '#lib/core/format'
import { healthQueries } from '#lib/domains/health/client'
import type { AffectedResource } from '#lib/domains/health/contract'
import { SectionHeading } from './section-heading.tsx'

/** The resources by name, what is still to be done first, a page at a time. */
export function AffectedResources({ changeId }: { changeId: string }) {
  const [cursor, setCursor] = useState<Cursor>({})
  return (
    <PagedTable
      variant="embedded"
      title="Affected resources"
      query={useQuery(healthQueries.resources(changeId, null, cursor))}
      turn={setCursor}
      heading={(parts) => <SectionHeading {...parts}>Affected resources</SectionHeading>}
      trackBy="id"
      empty="AWS names no resource: the change concerns the accounts as a whole."
      columnDefinitions={[
        { id: 'value', header: 'Resource', isRowHeader: true, minWidth: 210, cell: (row) => <Named row={row} /> },
        { id: 'status', header: 'Status', minWidth: 110, cell: ({ status }) => <EntityStatus status={status} /> },
        {
          id: 'account',
          header: 'Account and Region',
          minWidth: 150,
          cell: ({ accountId, accountName, region }) => (
            <>
              <PageLink href={`/accounts/${accountId}`}>{visibleText(accountName ?? accountId)}</PageLink>
              <Box fontSize="body-s" color="text-body-secondary">
                <Region name={region} />
              </Box>
            </>
          ),
        },
        {
          id: 'updated',
          header: 'Last updated by AWS',
          minWidth: 160,
          cell: ({ lastUpdatedAt }) => <Instant at={lastUpdatedAt} whenNone="Unknown" />,
        },
      ]}
    />
  )
}

/** AWS's words where it names no resource. */
const LITERALS: Readonly<Record<string, string>> = {
  AWS_ACCOUNT: 'The account as a whole',
  UNKNOWN: 'A resource that AWS does not name',
}

function Named({ row: { value } }: { row: AffectedResource }) {
  return LITERALS[value] ?? <Identifier text={value} what="resource" length={44} />
}

/** What AWS says of one resource, in AWS's own word where it is new to us. */
function EntityStatus({ status }: { status: string | null }) {
  if (status === 'PENDING') return <Status kind="approaching">Pending</Status>
  if (status === 'RESOLVED') return <Status kind="resolved" />
  if (status === null || status === 'UNKNOWN') return <Status kind="unknown">No status</Status>
  return <Status kind="unknown">{visibleText(status)}</Status>
}
