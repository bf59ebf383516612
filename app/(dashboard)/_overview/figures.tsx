'use client'

import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import type { ReactNode } from 'react'
import { Figure } from '#components/display/figure'
import { Status, type StatusKind } from '#components/display/status'
import { countOf, formatChange, formatCount, formatDay } from '#lib/core/format'
import type { Work } from '#lib/core/work'
import { type Overview, SOON_DAYS } from '#lib/domains/overview/contract'

/** Four figures over all sources: what is late, what is due, what waits for an answer, and what could not be looked at. */
export function Figures({ overview: { work, findings, weekAgo, missed, coverage } }: { overview: Overview }) {
  const complete = missed.now === 0 && coverage.accounts > 0
  return (
    <Container>
      <ColumnLayout columns={4} variant="text-grid" minColumnWidth={130}>
        <WorkFigure
          complete={complete}
          kind="overdue"
          label="Overdue"
          work={work.overdue}
          note={changeInWords(findings.overdue, weekAgo)}
          href="/recommendations?due=overdue"
        />
        <WorkFigure
          complete={complete}
          kind="due-soon"
          label={`Due in ${SOON_DAYS} days`}
          work={work.soon}
          note={changeInWords(findings.soon, weekAgo)}
          href="/recommendations?due=30days"
        />
        <WorkFigure
          complete={complete}
          kind="in-progress"
          label="Waiting for an answer"
          work={work.waiting}
          note={`${formatCount(work.inProgress.recommendations)} more in progress`}
          href="/recommendations?status=pending_response"
        />
        <Cell
          label={<Status kind="could-not-look">Could not look</Status>}
          count={missed.now}
          of={`of ${countOf(coverage.accounts, coverage.inactive > 0 ? 'active account' : 'account')}`}
          href="/coverage?status=gap"
          note={missed.new === 0 ? 'none of them new this week' : `${formatCount(missed.new)} of them since last week`}
        />
      </ColumnLayout>
    </Container>
  )
}

type WorkFigureProps = {
  complete: boolean
  kind: StatusKind
  label: string
  work: Work
  note: string
  href: string
}

function WorkFigure({ complete, kind, label, work: { recommendations, resources }, note, href }: WorkFigureProps) {
  // A zero is good news only where everything was looked at; else it is the little that is known.
  const shown = recommendations > 0 ? kind : complete ? 'fine' : 'unknown'
  return (
    <Cell
      label={<Status kind={shown}>{label}</Status>}
      count={recommendations}
      of={`${recommendations === 1 ? 'recommendation' : 'recommendations'} · ${countOf(resources, 'resource')}`}
      href={href}
      note={note}
    />
  )
}

/** What a week brought is counted in findings: a recommendation does not keep how it was. */
function changeInWords({ now, weekAgo }: Overview['findings']['open'], since: string): string {
  if (weekAgo === null) return 'not known a week ago'
  const change = now - weekAgo
  const what = change === 0 ? 'no change of open findings' : `${formatChange(change)} open findings`
  return `${what} since ${formatDay(since)}`
}

type CellProps = { label: ReactNode; count: number; of: string; href: string; note: string }

function Cell({ label, count, of, href, note }: CellProps) {
  return (
    <div>
      <Box>{label}</Box>
      <Box>
        <Figure count={count} href={href} fontSize="display-l" />{' '}
        <Box variant="span" color="text-body-secondary">
          {of}
        </Box>
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        {note}
      </Box>
    </div>
  )
}
