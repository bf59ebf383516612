'use client'

import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { DateWithDistance, Instant } from '#components/display/dates'
import { Identifier } from '#components/display/identifier'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { ScopeState } from '#components/display/status'
import { VerdictStatus } from '#components/display/verdict-status'
import { QueryState } from '#components/feedback/query-state'
import { formatDay, visibleText } from '#lib/core/format'
import { lambdaQueries } from '#lib/domains/lambda/client'
import type { FunctionDetail as Detail, FunctionKey } from '#lib/domains/lambda/contract'
import { FunctionAdvice } from './function-advice.tsx'
import { functionHref } from './function-columns.tsx'
import { FunctionWork } from './function-work.tsx'
import { FrozenNote, InactiveNote, OriginText, RuntimeName, SeverityBadge, UseWithReason } from './runtime-words.tsx'
import { BeneathContext, SectionHeading } from './section-heading.tsx'
import { AliasTable, VersionTable } from './version-table.tsx'

/** One function with all that is known of it, in the panel or on a page of its own. */
export function FunctionDetail({ accountId, functionId, inPanel = false }: FunctionKey & { inPanel?: boolean }) {
  const detail = useQuery(lambdaQueries.function({ accountId, functionId }))
  return (
    <BeneathContext.Provider value={inPanel ? 'panel' : 'page'}>
      <QueryState query={detail} what="the function" lines={10}>
        {(known) => (
          <SpaceBetween size="l">
            {inPanel && <PageLink href={functionHref(known)}>Open on a page of its own</PageLink>}
            {known.endedAt && <Ended day={known.endedAt.slice(0, 10)} wentWithAccount={known.wentWithAccount} />}
            <Summary known={known} />
            <FunctionAdvice known={known} />
            <VersionTable known={known} />
            <AliasTable known={known} />
            <FunctionWork known={known} />
            <Where known={known} />
            <Readings known={known} />
          </SpaceBetween>
        )}
      </QueryState>
    </BeneathContext.Provider>
  )
}

function Ended({ day, wentWithAccount }: { day: string; wentWithAccount: boolean }) {
  return (
    <Alert type="info">
      {wentWithAccount
        ? `Its account has left the organisation, as was read on ${formatDay(day)}. This is what was known of the function; whether it is still there is not.`
        : `This function is gone: a complete reading of ${formatDay(day)} no longer contained it.`}
    </Alert>
  )
}

function Summary({ known }: { known: Detail }) {
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={150}
      items={[
        { label: 'Runtime', value: <RuntimeName runtime={known.runtime} /> },
        {
          label: 'Verdict',
          value: (
            <>
              <VerdictStatus verdict={known.verdict} />
              {known.isInactive && <FrozenNote day={known.frozenOn} />}
            </>
          ),
        },
        {
          label: 'Next date that bites',
          value: <DateWithDistance day={known.dueOn} whenNone={known.verdict === 'unknown' ? 'Unknown' : 'None set'} />,
        },
        { label: 'Use', value: <UseWithReason use={known.use} because={known.useBecause} /> },
        { label: 'Severity', value: <SeverityBadge severity={known.severity} /> },
        {
          label: 'Last changed',
          value: <Instant at={known.lastModifiedAt} whenNone="Unknown" />,
        },
      ]}
    />
  )
}

function Where({ known }: { known: Detail }) {
  const tags = Object.entries(known.tags).sort(([a], [b]) => (a < b ? -1 : 1))
  return (
    <SpaceBetween size="xs">
      <SectionHeading>Where it is, and whose</SectionHeading>
      <KeyValuePairs
        columns={2}
        minColumnWidth={180}
        items={[
          {
            label: 'Account',
            value: (
              <>
                {known.accountName === null ? (
                  known.accountId
                ) : (
                  <PageLink href={`/accounts/${known.accountId}`}>{visibleText(known.accountName)}</PageLink>
                )}
                {known.isInactive && <InactiveNote />}
              </>
            ),
          },
          { label: 'Region', value: known.region },
          { label: 'Defined by', value: <OriginText origin={known.origin} /> },
          { label: 'Owner', value: <Owner known={known} /> },
          { label: 'ARN', value: <Identifier text={known.arn} what="ARN" /> },
          { label: 'First seen', value: <Instant at={known.firstSeenAt} /> },
          {
            label: 'Tags',
            value:
              tags.length > 0 ? (
                <ul style={PLAIN_LIST}>
                  {tags.map(([key, value]) => (
                    <li key={key}>
                      <Box variant="code" display="inline" fontSize="body-s">
                        {visibleText(key)} = {visibleText(value)}
                      </Box>
                    </li>
                  ))}
                </ul>
              ) : known.origin === 'unknown' ? (
                'Unknown: tags could not be read'
              ) : (
                'None'
              ),
          },
        ]}
      />
    </SpaceBetween>
  )
}

const PLAIN_LIST = { listStyle: 'none', margin: 0, padding: 0, overflowWrap: 'anywhere' } as const

function Owner({ known: { teamName, teamId, teamRule } }: { known: Detail }) {
  return (
    <>
      {teamName ?? teamId ?? 'Nobody'}
      <Box color="text-body-secondary" fontSize="body-s">
        {teamRule === null ? 'No rule gives it to a team: the CCoE answers for it.' : `Decided by ${teamRule}`}
      </Box>
    </>
  )
}

/** What the page rests on: how fresh each reading of this place is, and what could not be read. */
function Readings({ known }: { known: Detail }) {
  return (
    <SpaceBetween size="xs">
      <SectionHeading>What this rests on</SectionHeading>
      <KeyValuePairs
        columns={2}
        minColumnWidth={200}
        items={known.readings.map(({ source, status, message, lastCompleteAt }) => ({
          label: source,
          value: (
            <>
              <ScopeState status={status} />
              <Box color="text-body-secondary" fontSize="body-s">
                {lastCompleteAt ? (
                  <>
                    last complete <Instant at={lastCompleteAt} />
                  </>
                ) : (
                  'never read completely'
                )}
                {message && (
                  <div>
                    <MarkedText text={message} />
                  </div>
                )}
              </Box>
            </>
          ),
        }))}
      />
    </SpaceBetween>
  )
}
