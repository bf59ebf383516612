'use client'

import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import type { ReactNode } from 'react'
import { Status, type StatusKind } from '#components/display/status'
import { PlaceLink } from '#components/shell/place-link'
import { countOf, formatChange, formatCount, formatTotal } from '#lib/core/format'
import { type Figure, type Overview, SOON_DAYS } from '#lib/domains/overview/contract'

/** The four figures over all sources: what is late, what is due, what waits for an answer, and what could not be looked at. */
export function Figures({ overview: { figures, missed, coverage, recommendations } }: { overview: Overview }) {
  const complete = missed.now === 0 && coverage.accounts > 0
  return (
    <Container>
      <ColumnLayout columns={4} variant="text-grid" minColumnWidth={130}>
        <FigureCell
          complete={complete}
          kind="overdue"
          label="Overdue"
          figure={figures.overdue}
          href="/recommendations?due=overdue"
        />
        <FigureCell
          complete={complete}
          kind="due-soon"
          label={`Due in ${SOON_DAYS} days`}
          figure={figures.soon}
          href="/recommendations?due=30days"
        />
        <Cell
          label={<Status kind={waitingKind(recommendations.waiting.count, complete)}>Waiting for an answer</Status>}
          value={formatTotal(recommendations.waiting)}
          href="/recommendations?status=pending_response"
          note={`${formatTotal(recommendations.inProgress)} more in progress`}
        />
        <Cell
          label={<Status kind="could-not-look">Could not look</Status>}
          value={formatCount(missed.now)}
          of={`of ${countOf(coverage.accounts, coverage.inactive > 0 ? 'active account' : 'account')}`}
          href="/coverage"
          note={missed.new === 0 ? 'none of them new this week' : `${formatCount(missed.new)} of them since last week`}
        />
      </ColumnLayout>
    </Container>
  )
}

function waitingKind(count: number, complete: boolean): StatusKind {
  if (count > 0) return 'in-progress'
  return complete ? 'fine' : 'unknown'
}

type FigureCellProps = { complete: boolean; kind: StatusKind; label: string; figure: Figure; href: string }

function FigureCell({ complete, kind, label, figure: { now, weekAgo }, href }: FigureCellProps) {
  // A zero is good news only where everything was looked at; else it is the little that is known.
  const shown = now > 0 ? kind : complete ? 'fine' : 'unknown'
  return (
    <Cell
      label={<Status kind={shown}>{label}</Status>}
      value={formatCount(now)}
      href={href}
      note={weekAgo === null ? 'not known a week ago' : `${formatChange(now - weekAgo)} since last week`}
    />
  )
}

type CellProps = { label: ReactNode; value: string; of?: string; href: string; note: string }

function Cell({ label, value, of, href, note }: CellProps) {
  return (
    <div>
      <Box>{label}</Box>
      <Box>
        <PlaceLink href={href} fontSize="display-l">
          {value}
        </PlaceLink>{' '}
        {of && (
          <Box variant="span" color="text-body-secondary">
            {of}
          </Box>
        )}
      </Box>
      <Box color="text-body-secondary" fontSize="body-s">
        {note}
      </Box>
    </div>
  )
}
