'use client'

import Box from '@cloudscape-design/components/box'
import { useToday } from '#components/display/dates'
import { Status, type StatusKind } from '#components/display/status'
import { isSoon } from '#lib/core/due'
import { formatCount } from '#lib/core/format'
import type { Day } from '#lib/core/time'
import type { EventStatus, Notice } from '#lib/domains/health/contract'

export const STATUS_WORDS: Readonly<Record<EventStatus, string>> = {
  overdue: 'Overdue',
  ongoing: 'Ongoing',
  upcoming: 'Upcoming',
  unknown: 'Not listed by AWS any more',
  completed: 'Completed',
  withdrawn: 'Withdrawn',
}

const KINDS: Readonly<Record<EventStatus, StatusKind>> = {
  overdue: 'overdue',
  ongoing: 'in-progress',
  upcoming: 'approaching',
  unknown: 'unknown',
  completed: 'resolved',
  withdrawn: 'dismissed',
}

/** How far on a change is. What is near is red like what is late. */
export function ChangeStatus({ status, startsOn = null }: { status: EventStatus; startsOn?: Day | null }) {
  const today = useToday()
  const isNear = status === 'upcoming' && isSoon(startsOn, today)
  return <Status kind={isNear ? 'due-soon' : KINDS[status]}>{STATUS_WORDS[status]}</Status>
}

/** `12 of 51`, with a thin bar of what is done. */
export function OpenOfAll({ open, all, unknown = 0 }: { open: number; all: number; unknown?: number }) {
  if (all === 0) return <Box color="text-status-inactive">None named</Box>
  return (
    <div style={FIGURE}>
      {formatCount(open)} of {formatCount(all)}
      <ProgressBar done={all - open} all={all} />
      {unknown > 0 && open > 0 && (
        <Box fontSize="body-s" color="text-body-secondary">
          {unknown === all ? 'AWS gives no status' : `${formatCount(unknown)} without status`}
        </Box>
      )}
    </div>
  )
}

/** Says again what stands beside it, for the eye. */
export function ProgressBar({ done, all }: { done: number; all: number }) {
  return (
    <div style={TRACK} aria-hidden="true">
      <div style={{ ...DONE, inlineSize: `${all === 0 ? 0 : (100 * done) / all}%` }} />
    </div>
  )
}

const PROMISES: Readonly<Record<Notice['promise'], string>> = {
  kept: '180 promised, kept',
  minor_only: '90 kept, 180 not',
  short: '90 promised, not kept',
  unknown: 'not known if kept',
  none: 'none promised',
}

/** How many days of notice AWS gave, against 90 for minor and 180 for major changes: AWS does not say which one it is. */
export function NoticeGiven({ notice: { days, atLeast, promise } }: { notice: Notice }) {
  if (days === null) {
    return (
      <>
        <Status kind="unknown" />
        {atLeast && (
          <Box fontSize="body-s" color="text-body-secondary">
            over at our first look
          </Box>
        )}
      </>
    )
  }
  const text = `${atLeast ? 'at least ' : ''}${formatCount(Math.max(0, days))} days`
  return (
    <>
      {days < 0 ? 'none: seen after its date' : text}
      <Box fontSize="body-s" color={promise === 'short' ? 'text-status-error' : 'text-body-secondary'}>
        {atLeast && promise === 'unknown' ? 'seen at our first look' : PROMISES[promise]}
      </Box>
    </>
  )
}

const FIGURE = { fontVariantNumeric: 'tabular-nums' } as const
const TRACK = {
  blockSize: 4,
  borderRadius: 2,
  background: 'var(--steward-line)',
  marginBlockStart: 3,
  maxInlineSize: 160,
  overflow: 'hidden',
} as const
const DONE = { blockSize: '100%', background: 'var(--steward-good)' } as const
