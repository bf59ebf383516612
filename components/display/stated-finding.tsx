'use client'

import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { stageWord } from '#lib/domains/recommendations/words'
import { Instant } from './dates.tsx'
import { PageLink } from './page-link.tsx'
import { Status } from './status.tsx'

type StatedFinding = {
  status: string
  severity: string
  teamName: string | null
  firstSeenAt: string
  recommendationId: string | null
  stage: string | null
}

/** What Steward makes of a resource that a source speaks of: the finding, whose it is, and its answer. */
export function StatedFindingPairs({ accountId, finding }: { accountId: string; finding: StatedFinding | null }) {
  return (
    <SpaceBetween size="xs">
      <Header variant="h3">The work</Header>
      {finding === null ? (
        <Box color="text-body-secondary">It has not been judged: no finding speaks of it.</Box>
      ) : (
        <KeyValuePairs
          columns={2}
          minColumnWidth={160}
          items={[
            { label: 'Finding', value: <FindingStatus finding={finding} /> },
            { label: 'Owner', value: finding.teamName ?? 'Nobody: the CCoE answers for it' },
            { label: 'First seen', value: <Instant at={finding.firstSeenAt} /> },
            {
              label: 'Recommendation',
              value:
                finding.recommendationId === null ? (
                  'None: it asks for no answer'
                ) : (
                  <PageLink href={`/recommendations/${accountId}/${finding.recommendationId}`}>
                    {finding.stage === null ? 'Open it' : stageWord(finding.stage)}
                  </PageLink>
                ),
            },
          ]}
        />
      )}
    </SpaceBetween>
  )
}

function FindingStatus({ finding: { status, severity } }: { finding: StatedFinding }) {
  if (status === 'resolved') return <Status kind="resolved" />
  if (status === 'excluded') return <Status kind="dismissed">Excluded</Status>
  return <Status kind="approaching">Open, {severity}</Status>
}
