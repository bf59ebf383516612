'use client'

import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { CheckStatus } from '#components/display/check-status'
import { Identifier } from '#components/display/identifier'
import { PageLink } from '#components/display/page-link'
import { StatedFindingPairs } from '#components/display/stated-finding'
import { QueryState } from '#components/feedback/query-state'
import { visibleText } from '#lib/core/format'
import { advisorQueries } from '#lib/domains/trusted-advisor/client'
import type { FlaggedDetail, FlaggedKey } from '#lib/domains/trusted-advisor/contract'

/** A flagged resource with everything that the check tells of it, and who answers for it. */
export function FlaggedPanel(key: FlaggedKey) {
  const resource = useQuery(advisorQueries.resource(key))
  return (
    <QueryState query={resource} what="the resource" lines={8}>
      {(known) => (
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            minColumnWidth={160}
            items={[
              { label: 'What Trusted Advisor says', value: <CheckStatus status={known.status} /> },
              {
                label: 'Excluded in AWS',
                value: known.suppressed ? 'Yes: it asks for nothing' : 'No',
              },
              {
                label: 'Account',
                value: known.accountName ? (
                  <PageLink href={`/accounts/${known.accountId}`}>{visibleText(known.accountName)}</PageLink>
                ) : (
                  known.accountId
                ),
              },
              ...cellItems(known),
            ]}
          />
          <StatedFindingPairs accountId={known.accountId} finding={known.finding} />
        </SpaceBetween>
      )}
    </QueryState>
  )
}

function cellItems({ columns, cells }: FlaggedDetail) {
  return Array.from({ length: Math.max(columns.length, cells.length) }, (_, at) => {
    const cell = cells[at] ?? null
    const label = visibleText(columns[at] ?? `Column ${at + 1}`)
    return { label, value: cell?.startsWith('arn:') ? <Identifier text={cell} what={label} /> : plain(cell) }
  })
}

const plain = (cell: string | null): string => (cell === null || cell === '' ? 'Not told' : visibleText(cell))
