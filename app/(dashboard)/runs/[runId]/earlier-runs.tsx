'use client'

import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { Instant } from '#components/display/dates'
import { PageLink } from '#components/display/page-link'
import { countOf, formatDuration } from '#lib/core/format'
import type { EarlierRun, RunDetail } from '#lib/domains/runs/contract'
import { RunState } from '../run-words.tsx'

/** How long this run took against the ones before it that were asked for the same. */
export function EarlierRuns({ run }: { run: RunDetail }) {
  const { earlier, durationMs } = run
  if (earlier.length === 0) return null
  const finished = earlier.flatMap((each) => each.durationMs ?? [])
  const longest = Math.max(durationMs ?? 0, ...finished)
  return (
    <Container
      header={
        <Header variant="h2" description={comparison(durationMs, finished)}>
          Against the {countOf(earlier.length, 'run')} before
        </Header>
      }
    >
      <table style={TABLE}>
        <thead>
          <tr>
            <th scope="col" style={HEADING}>
              Started
            </th>
            <th scope="col" style={HEADING}>
              Took
            </th>
          </tr>
        </thead>
        <tbody>
          {[{ ...run, isThis: true }, ...earlier.map((each) => ({ ...each, isThis: false }))].map((each) => (
            <Row key={each.id} run={each} isThis={each.isThis} longest={longest} />
          ))}
        </tbody>
      </table>
    </Container>
  )
}

function Row({ run, isThis, longest }: { run: EarlierRun; isThis: boolean; longest: number }) {
  const { id, startedAt, status, durationMs } = run
  return (
    <tr>
      <th scope="row" style={HEADING}>
        {isThis ? (
          <Box variant="strong">This run</Box>
        ) : (
          <PageLink href={`/runs/${id}`}>
            <Instant at={startedAt} />
          </PageLink>
        )}
        <div>
          <RunState status={status} />
        </div>
      </th>
      <td style={{ ...CELL, inlineSize: '100%' }}>
        {durationMs === null ? (
          'Not finished'
        ) : (
          <div style={BAR_LINE}>
            <div style={{ ...BAR, inlineSize: `${longest === 0 ? 0 : (durationMs / longest) * 60}%` }} />
            {formatDuration(durationMs)}
          </div>
        )}
      </td>
    </tr>
  )
}

/** "12 s longer than usual", against the middle one of those before. */
function comparison(durationMs: number | null, finished: readonly number[]): string | undefined {
  const usual = finished.toSorted((a, b) => a - b)[Math.floor(finished.length / 2)]
  if (durationMs === null || usual === undefined) return undefined
  const difference = durationMs - usual
  if (Math.abs(difference) < usual * 0.1) return 'As long as usual.'
  return `${formatDuration(Math.abs(difference))} ${difference > 0 ? 'longer' : 'shorter'} than usual.`
}

const CELL = { padding: '6px 16px 6px 0', whiteSpace: 'nowrap', textAlign: 'start' } as const
const HEADING = { ...CELL, fontWeight: 400 } as const
const TABLE = { borderCollapse: 'collapse', inlineSize: '100%', fontSize: 14 } as const
const BAR_LINE = { display: 'flex', alignItems: 'center', gap: 8 } as const
const BAR = { background: 'var(--steward-chart-1)', blockSize: 10, borderRadius: 5, minInlineSize: 2 } as const
