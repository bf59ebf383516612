'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { PageLink } from '#components/display/page-link'
import { Status } from '#components/display/status'
import { countOf, formatCount } from '#lib/core/format'
import { isUnderWay, type RunDetail, type SourceProgress } from '#lib/domains/runs/contract'
import { gapsOf, scopesInWords } from '../run-words.tsx'

/** How many of the places of each source have been dealt with. */
export function Progress({ run }: { run: RunDetail }) {
  const { progress, status } = run
  const total = progress.reduce((sum, source) => sum + source.total, 0)
  const settled = progress.reduce((sum, source) => sum + source.settled, 0)
  const underWay = isUnderWay(status)
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={scopesInWords(run)}
          counter={`(${formatCount(settled)} of ${formatCount(total)})`}
        >
          Places by source
        </Header>
      }
    >
      {progress.length === 0 ? (
        <Box color="text-body-secondary">
          {underWay ? 'The organisation is read first; then it is known which places there are.' : 'No place was read.'}
        </Box>
      ) : (
        <div style={GRID}>
          {progress.map((source) => (
            <SourceBar key={source.source} source={source} underWay={underWay} />
          ))}
        </div>
      )}
    </Container>
  )
}

const GRID = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
  gap: '20px 40px',
} as const

function SourceBar({
  source: { source, scopes, total, settled, rows },
  underWay,
}: {
  source: SourceProgress
  underWay: boolean
}) {
  const gaps = gapsOf(scopes)
  return (
    <SpaceBetween size="xxs">
      <ProgressBar
        value={total === 0 ? 0 : Math.floor((settled / total) * 100)}
        label={source}
        additionalInfo={`${formatCount(settled)} of ${countOf(total, 'place')}, ${countOf(rows, 'row')}`}
      />
      {gaps > 0 && (
        <Status kind="could-not-look">
          <PageLink href={`/coverage?status=gap&source=${source}`}>{formatCount(gaps)} not read to the end</PageLink>
        </Status>
      )}
      {!underWay && settled < total && <Status kind="unknown">{formatCount(total - settled)} not reached</Status>}
    </SpaceBetween>
  )
}
