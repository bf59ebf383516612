'use client'

import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import Table from '@cloudscape-design/components/table'
import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { RegionList } from '#components/display/regions'
import { Status } from '#components/display/status'
import { causePhrase } from '#lib/core/coverage'
import { countOf, formatCount, visibleText } from '#lib/core/format'
import type { NamedGap, SourceCoverage } from '#lib/core/source-coverage'

/** More rows than this stay folded until somebody wants them. */
const OPEN_UP_TO = 4
const REGIONS_NAMED = 2

/** The accounts that the figures and rows on the page say nothing of, or not all, by name and reason (I3). */
export function NotLookedAt({ coverage, source }: { coverage: SourceCoverage; source: string }) {
  const { named, more, accounts, looked } = coverage
  if (named.length === 0) return null
  return (
    <ExpandableSection
      variant="container"
      headingTagOverride="h2"
      headerText="Not looked at"
      headerCounter={`(${formatCount(accounts - looked)} of ${countOf(accounts, 'account')})`}
      headerDescription="What is there is not known, and what was known before is kept."
      defaultExpanded={named.length <= OPEN_UP_TO}
    >
      <Table
        variant="borderless"
        items={named}
        trackBy={(gap) => `${gap.accountId} ${gap.status} ${gap.cause}`}
        wrapLines
        ariaLabels={{ tableLabel: 'Not looked at' }}
        columnDefinitions={[
          {
            id: 'account',
            header: 'Account',
            isRowHeader: true,
            minWidth: 150,
            cell: ({ accountId, accountName }) => (
              <PageLink href={`/coverage?account=${accountId}&source=${source}&open=${accountId}.${source}`}>
                {visibleText(accountName ?? accountId)}
              </PageLink>
            ),
          },
          { id: 'why', header: 'Why', minWidth: 260, cell: (gap) => <Why gap={gap} /> },
          { id: 'regions', header: 'Regions', minWidth: 170, cell: ({ regions }) => <Regions names={regions} /> },
          {
            id: 'last',
            header: 'Last read completely',
            minWidth: 170,
            cell: ({ lastCompleteAt }) => <Instant at={lastCompleteAt} whenNone="Never" />,
          },
        ]}
      />
      {more && (
        <Box padding={{ top: 's' }}>
          <PageLink href={`/coverage?status=gap&source=${source}`}>All of them are on the coverage page</PageLink>
        </Box>
      )}
    </ExpandableSection>
  )
}

function Why({ gap }: { gap: NamedGap }) {
  return (
    <Status kind={gap.status === 'never' ? 'unknown' : 'could-not-look'}>
      <MarkedText text={whyNotLookedAt(gap)} />
    </Status>
  )
}

/** The action a message names between backticks. */
const NAMED_ACTION = /`([a-z0-9-]+:[A-Za-z]+)`/

export function whyNotLookedAt({ status, cause, message }: Pick<NamedGap, 'status' | 'cause' | 'message'>): string {
  if (status === 'never') return 'Not looked at yet'
  const lead = status === 'partial' ? 'Looked at in part' : 'Not looked at'
  const action = message?.match(NAMED_ACTION)?.[1]
  if (cause === 'ACTION' && action) return `${lead}: our role may not call ${action}`
  return `${lead}: ${causePhrase(cause, status)}`
}

function Regions({ names }: { names: readonly string[] }) {
  if (names.length <= REGIONS_NAMED) return <RegionList names={names} />
  return (
    <>
      <RegionList names={names.slice(0, 1)} /> and {formatCount(names.length - 1)} more
    </>
  )
}
