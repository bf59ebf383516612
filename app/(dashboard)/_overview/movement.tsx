'use client'

import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import { Bridge, type BridgeStep } from '#components/charts/bridge'
import { EmptyState } from '#components/feedback/empty-state'
import { formatCount, formatDay } from '#lib/core/format'
import type { MovementStep, Overview } from '#lib/domains/overview/contract'

const OPENED_WORDS: Readonly<Record<string, string>> = {
  baseline: 'There when first read',
  account_joined: 'Account joined',
  coverage_gained: 'Found where we could not look before',
  observed: 'Newly found',
  reopened: 'Came back',
  catalogue: 'AWS moved a date',
  calendar: 'Entered the notice window',
  owner_changed: 'Came from another owner',
}
/** A finding whose resource went to another runtime or date that asks for something leaves one count and enters another. */
const TURNED = 'Turned into other work'
const CLOSED_WORDS: Readonly<Record<string, string>> = {
  fixed: 'Fixed',
  deleted: 'Resource deleted',
  suppressed: 'Suppressed in Trusted Advisor',
  withdrawn: 'AWS took it back',
  account_left: 'Account left',
  catalogue: 'AWS moved a date',
  calendar: 'A date passed',
  owner_changed: 'Went to another owner',
  observed: TURNED,
  baseline: TURNED,
  coverage_gained: TURNED,
  account_joined: TURNED,
}

/** From last week's count of open findings to this week's, step by step and why. */
export function Movement({ overview: { findings, movement, weekAgo, today } }: { overview: Overview }) {
  const { weekAgo: before, now } = findings.open
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="All open findings, also those that need no answer and those of rejected recommendations."
        >
          What moved since {formatDay(weekAgo)}
        </Header>
      }
    >
      {before === null ? (
        <EmptyState kind="nothing" heading="Nothing to compare with yet">
          The first collection was less than a week ago.
        </EmptyState>
      ) : (
        <Bridge
          from={{ label: `Open on ${formatDay(weekAgo)}`, count: before }}
          to={{ label: `Open on ${formatDay(today)}`, count: now }}
          steps={stepsOf(movement)}
          unchanged={`Nothing was opened or closed: ${formatCount(now)} as before.`}
        />
      )}
    </Container>
  )
}

/** Comings first, then goings; a cause that does both is one of each. */
function stepsOf(movement: readonly MovementStep[]): BridgeStep[] {
  const comings = movement.filter(({ opened }) => opened > 0)
  const goings = movement.filter(({ closed }) => closed > 0)
  return [
    ...comings.map(({ cause, opened }) => ({ label: OPENED_WORDS[cause] ?? cause, change: opened })),
    ...goings.map(({ cause, closed }) => ({ label: CLOSED_WORDS[cause] ?? cause, change: -closed })),
  ]
}
