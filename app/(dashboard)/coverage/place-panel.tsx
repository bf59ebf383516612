'use client'

import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { PageLink } from '#components/display/page-link'
import { RegionList } from '#components/display/regions'
import { ScopeState } from '#components/display/status'
import { QueryState } from '#components/feedback/query-state'
import { formatCount, visibleText } from '#lib/core/format'
import { coverageQueries } from '#lib/domains/coverage/client'
import type { ScopeRow } from '#lib/domains/coverage/contract'
import { groupsOf, type ScopeGroup } from './scope-groups.ts'
import { meaningOf } from './state-words.ts'

const REGIONS_SHOWN = 6

/** Why one account's place looks as it does: the cause in a sentence, the remedy to copy, since when, last good time. */
export function PlacePanel({ accountId, source }: { accountId: string; source: string | undefined }) {
  const scopes = useQuery(coverageQueries.account(accountId))
  return (
    <QueryState query={scopes} what="the coverage of this account" lines={8}>
      {(known) => (
        <SpaceBetween size="l">
          <Box>
            Account{' '}
            <PageLink variant="primary" href={`/accounts/${accountId}`}>
              {visibleText(known.accountName ?? accountId)}
            </PageLink>
          </Box>
          {groupsOf(known.scopes.filter((scope) => source === undefined || scope.source === source)).map((group) => (
            <Group key={group.key} group={group} />
          ))}
        </SpaceBetween>
      )}
    </QueryState>
  )
}

function Group({ group: { first, scopes } }: { group: ScopeGroup }) {
  const { status, cause, remedy, since, lastAttemptAt } = first
  return (
    <SpaceBetween size="s">
      <Header variant="h3" description={meaningOf(first)}>
        <ScopeState status={status} cause={cause} /> {cause && <Box variant="code">{cause}</Box>}
      </Header>
      <Messages scopes={scopes} />
      {remedy && <Remedy text={remedy} />}
      <KeyValuePairs
        columns={2}
        minColumnWidth={170}
        items={[
          { label: 'Source', value: [...new Set(scopes.map(({ source }) => source))].join(', ') },
          { label: 'Regions', value: <Regions scopes={scopes} /> },
          { label: status === 'complete' ? 'Complete since' : 'Like this since', value: <Instant at={since} /> },
          { label: 'Last tried', value: <Instant at={lastAttemptAt} whenNone="Never" /> },
          {
            label: 'Last complete reading',
            value: <Instant at={oldest(scopes)} whenNone="None so far" />,
          },
        ]}
      />
    </SpaceBetween>
  )
}

/** The oldest of the last complete readings; null where one place has none. */
function oldest(scopes: readonly ScopeRow[]): string | null {
  const instants = scopes.map(({ lastCompleteAt }) => lastCompleteAt)
  return instants.includes(null) ? null : (instants.sort()[0] ?? null)
}

/** The same cause may be told in words that name the Region: one of them is enough. */
function Messages({ scopes }: { scopes: readonly ScopeRow[] }) {
  const message = scopes[0]?.message
  if (!message) return null
  const others = new Set(scopes.map((scope) => scope.message)).size - 1
  return (
    <Box>
      <MarkedText text={message} />
      {others > 0 && ` The same in ${formatCount(others)} more.`}
    </Box>
  )
}

function Remedy({ text }: { text: string }) {
  return (
    <SpaceBetween size="xxs">
      <Box variant="awsui-key-label">What to do</Box>
      <Box>
        <MarkedText text={text} />
      </Box>
      {commandsOf(text).map((command) => (
        <CopyToClipboard
          key={command}
          copyButtonText={`Copy ${command}`}
          textToCopy={command}
          copySuccessText="Copied"
          copyErrorText="Could not copy"
        />
      ))}
    </SpaceBetween>
  )
}

/** What a remedy puts between backticks is to be typed as it is. */
const commandsOf = (text: string): string[] => text.split('`').filter((part, at) => at % 2 === 1 && part.length > 0)

function Regions({ scopes }: { scopes: readonly ScopeRow[] }) {
  const [all, setAll] = useState(false)
  const regions = [...new Set(scopes.map(({ region }) => region))].sort()
  const shown = all ? regions : regions.slice(0, REGIONS_SHOWN)
  return (
    <>
      <RegionList names={shown} />{' '}
      {shown.length < regions.length && (
        <Button variant="inline-link" onClick={() => setAll(true)}>
          and {formatCount(regions.length - shown.length)} more
        </Button>
      )}
    </>
  )
}
