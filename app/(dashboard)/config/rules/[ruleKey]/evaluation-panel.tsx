'use client'

import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { BrokenText } from '#components/display/broken-text'
import { Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { PageLink } from '#components/display/page-link'
import { StatedFindingPairs } from '#components/display/stated-finding'
import { QueryState } from '#components/feedback/query-state'
import { visibleText } from '#lib/core/format'
import { configQueries } from '#lib/domains/config/client'
import type { EvaluationKey } from '#lib/domains/config/contract'

/** A resource that does not comply: what AWS says of it, as of when, and who answers for it. */
export function EvaluationPanel(key: EvaluationKey) {
  const evaluation = useQuery(configQueries.evaluation(key))
  return (
    <QueryState query={evaluation} what="the resource" lines={8}>
      {(known) => (
        <SpaceBetween size="l">
          <KeyValuePairs
            columns={2}
            minColumnWidth={160}
            items={[
              { label: 'What AWS says', value: known.annotation ? visibleText(known.annotation) : 'Nothing more' },
              { label: 'Resource', value: <Identifier text={known.resourceId} what="resource id" /> },
              { label: 'Type', value: <BrokenText text={visibleText(known.resourceType)} after="::" /> },
              {
                label: 'Account',
                value: known.accountName ? (
                  <PageLink href={`/accounts/${known.accountId}`}>{visibleText(known.accountName)}</PageLink>
                ) : (
                  known.accountId
                ),
              },
              { label: 'Region', value: known.region },
              { label: 'Rule there', value: <Identifier text={known.ruleName} what="rule name" /> },
              { label: 'Conformance pack', value: known.conformancePack ? visibleText(known.conformancePack) : 'None' },
              { label: 'Recorded by AWS', value: <Instant at={known.orderedAt} whenNone="Not told" /> },
              { label: 'Read by Steward', value: <Instant at={known.readAt} whenNone="Never completely" /> },
            ]}
          />
          <StatedFindingPairs accountId={known.accountId} finding={known.finding} />
        </SpaceBetween>
      )}
    </QueryState>
  )
}
