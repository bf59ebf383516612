'use client'

import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { LineTrend } from '#components/charts/line-trend'
import { BrokenText } from '#components/display/broken-text'
import { DateWithDistance, Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { QueryState } from '#components/feedback/query-state'
import { countOf, teamsInWords, visibleText } from '#lib/core/format'
import { healthQueries } from '#lib/domains/health/client'
import type { ChangeDetail as Detail } from '#lib/domains/health/contract'
import { AffectedAccounts } from './affected-accounts.tsx'
import { AffectedResources } from './affected-resources.tsx'
import { changeHref, LastsUntil, RegionsInWords } from './change-columns.tsx'
import { ChangeEvents } from './change-events.tsx'
import { ChangeUpdates } from './change-updates.tsx'
import { ChangeStatus, NoticeGiven, OpenOfAll } from './change-words.tsx'
import { ReadingNote } from './reading-note.tsx'
import { BeneathContext, SectionHeading } from './section-heading.tsx'

/** One change with all that is known of it, in the panel or on a page of its own. */
export function ChangeDetail({ changeId, inPanel = false }: { changeId: string; inPanel?: boolean }) {
  const detail = useQuery(healthQueries.change(changeId))
  return (
    <BeneathContext.Provider value={inPanel ? 'panel' : 'page'}>
      <QueryState query={detail} what="the change" lines={10}>
        {(change) => (
          <SpaceBetween size="l">
            {inPanel && <PageLink href={changeHref(changeId)}>Open on a page of its own</PageLink>}
            <Summary change={change} />
            <AffectedAccounts changeId={changeId} />
            <WhatAwsSays change={change} />
            <Progress change={change} />
            <AffectedResources changeId={changeId} />
            <ChangeUpdates change={change} />
            <ChangeEvents change={change} />
          </SpaceBetween>
        )}
      </QueryState>
    </BeneathContext.Provider>
  )
}

function Summary({ change }: { change: Detail }) {
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          { label: 'Status', value: <ChangeStatus status={change.status} startsOn={change.startsOn} /> },
          {
            label: change.kind === 'planned' ? 'Deadline' : 'Begins',
            value: (
              <>
                <DateWithDistance day={change.startsOn} whenNone="Not set by AWS" />
                <LastsUntil change={change} />
              </>
            ),
          },
          {
            label: 'Open of all resources',
            value: <OpenOfAll open={change.open} all={change.entities} unknown={change.unknown} />,
          },
          {
            label: 'Touches',
            value: (
              <>
                {countOf(change.accounts, 'account')}, {teamsInWords(change.teams)}
              </>
            ),
          },
          { label: 'Regions', value: <RegionsInWords regions={change.regions} /> },
          { label: 'Notice given', value: <NoticeGiven notice={change.notice} /> },
          { label: 'First seen', value: <Instant at={change.firstSeenAt} /> },
          {
            label: 'Type',
            value: (
              <Box fontSize="body-s">
                <BrokenText text={visibleText(change.typeCode)} after="_" />
              </Box>
            ),
          },
        ]}
      />
      <Box fontSize="body-s" color="text-body-secondary">
        <ReadingNote reading={change.reading} />
      </Box>
    </SpaceBetween>
  )
}

function Progress({ change: { progress } }: { change: Detail }) {
  if (progress.length < 2) return null
  return (
    <SpaceBetween size="xs">
      <SectionHeading>Open resources over time</SectionHeading>
      <LineTrend
        title="Resources of this change that were open, at the end of each week"
        series={[{ key: 'open', label: 'Open' }]}
        points={progress.map(({ day, open }) => ({ day, values: { open } }))}
        heightPx={180}
      />
    </SpaceBetween>
  )
}

const DESCRIPTION_MAX = 20_000

/** AWS's own text as it is: markup in it is text like any other (T10). */
function WhatAwsSays({ change: { description, actionability, metadata } }: { change: Detail }) {
  const text = description?.slice(0, DESCRIPTION_MAX) ?? null
  const facts = Object.entries(metadata)
  return (
    <SpaceBetween size="xs">
      <SectionHeading>What AWS says</SectionHeading>
      {text === null ? (
        <Box color="text-body-secondary">AWS gave no description, or it could not be read.</Box>
      ) : (
        <div style={SAID}>
          {text.split(/\r?\n/).map(visibleText).join('\n')}
          {description !== null && description.length > DESCRIPTION_MAX && ' … (cut)'}
        </div>
      )}
      {(facts.length > 0 || actionability !== null) && (
        <KeyValuePairs
          columns={3}
          minColumnWidth={150}
          items={[
            ...(actionability === null ? [] : [{ label: 'Actionability', value: visibleText(actionability) }]),
            ...facts.map(([name, value]) => ({ label: visibleText(name), value: visibleText(String(value)) })),
          ]}
        />
      )}
    </SpaceBetween>
  )
}

const SAID = {
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  borderInlineStart: '3px solid var(--steward-line)',
  paddingInlineStart: 12,
} as const
