'use client'

import Alert from '@cloudscape-design/components/alert'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useQuery } from '@tanstack/react-query'
import { Instant } from '#components/display/dates'
import { MarkedText } from '#components/display/marked-text'
import { QueryState } from '#components/feedback/query-state'
import { formatCount, formatDuration, formatInstant } from '#lib/core/format'
import { MINUTE_MS } from '#lib/core/time'
import { runQueries } from '#lib/domains/runs/client'
import { isUnderWay, type RunDetail } from '#lib/domains/runs/contract'
import { askedInWords, gapsOf, RunState, triggerInWords } from '../run-words.tsx'
import { Calls } from './calls.tsx'
import { EarlierRuns } from './earlier-runs.tsx'
import { Progress } from './progress.tsx'
import { RunGaps } from './run-gaps.tsx'

/** One run: how far it is while it goes on, and what came of it. */
export function RunPage({ runId }: { runId: string }) {
  const run = useQuery(runQueries.run(runId))
  const { data } = run
  const title = data ? `Run of ${formatInstant(new Date(data.startedAt ?? data.requestedAt))}` : 'Collection run'
  return (
    <ContentLayout header={<Header variant="h1">{title}</Header>}>
      <QueryState query={run} what="the run" lines={12}>
        {(known) => (
          <SpaceBetween size="l">
            <Notices run={known} />
            <Summary run={known} />
            {!known.detailsRemoved && <Progress run={known} />}
            {!known.detailsRemoved && (
              <RunGaps runId={runId} count={gapsOf(known.scopes)} underWay={isUnderWay(known.status)} />
            )}
            <Calls calls={known.calls} underWay={isUnderWay(known.status)} withheld={known.callsWithheld} />
            <EarlierRuns run={known} />
          </SpaceBetween>
        )}
      </QueryState>
    </ContentLayout>
  )
}

/** A worker says every few seconds that it is there. */
const WORKER_SILENT_MS = 2 * MINUTE_MS

function Notices({ run: { id, status, message, workerSeenAt, at, detailsRemoved } }: { run: RunDetail }) {
  const answer = useQuery(runQueries.answer(id))
  const silent = workerSeenAt === null || Date.parse(at) - Date.parse(workerSeenAt) > WORKER_SILENT_MS
  return (
    <>
      {answer.data && <Alert type="info">{answer.data}</Alert>}
      {message && (
        <Alert type={status === 'failed' ? 'error' : 'warning'}>
          <MarkedText text={message} />
        </Alert>
      )}
      {detailsRemoved && (
        <Alert type="info" header="Only the totals of this run are left">
          What a run did in each place is removed after the days that STEWARD_RUN_DETAILS_DAYS sets. What it read is
          kept.
        </Alert>
      )}
      {status === 'requested' && silent && (
        <Alert type="warning" header="No worker is running">
          The run begins as soon as one is: start it with <code>npm start</code> or <code>npx steward worker</code>.
        </Alert>
      )}
    </>
  )
}

function Summary({ run }: { run: RunDetail }) {
  const { status, trigger, requestedBy, startedAt, finishedAt, durationMs } = run
  const rows = run.progress.reduce((sum, source) => sum + source.rows, 0)
  return (
    <Container>
      <KeyValuePairs
        columns={4}
        minColumnWidth={160}
        items={[
          { label: 'State', value: <RunState status={status} /> },
          {
            label: 'Started by',
            value: requestedBy ? `${triggerInWords(trigger)}, ${requestedBy}` : triggerInWords(trigger),
          },
          { label: 'Asked for', value: askedInWords(run) },
          { label: 'Took', value: durationMs === null ? 'Not finished' : formatDuration(durationMs) },
          { label: 'Started', value: <Instant at={startedAt} whenNone="Not yet" /> },
          { label: 'Finished', value: <Instant at={finishedAt} whenNone="Not yet" /> },
          { label: 'Rows read', value: isUnderWay(status) ? `${formatCount(rows)} so far` : formatCount(run.rows) },
          {
            label: 'Calls to AWS',
            value: isUnderWay(status)
              ? 'Counted when it ends'
              : `${formatCount(run.awsCalls)}, ${formatCount(run.throttles)} throttled`,
          },
        ]}
      />
    </Container>
  )
}
