'use client'

import Icon from '@cloudscape-design/components/icon'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { isWaiting, type ScopeStatus } from '#lib/core/reading'

/** What a thing's state is in one word. Icon, word and colour always come together. */
export type StatusKind =
  | 'overdue'
  | 'due-soon'
  | 'approaching'
  | 'in-progress'
  | 'fine'
  | 'resolved'
  | 'dismissed'
  | 'unknown'
  | 'could-not-look'

type Look = { word: string; type: StatusIndicatorProps.Type; color?: StatusIndicatorProps.Color }

const LOOKS = {
  overdue: { word: 'Overdue', type: 'error' },
  'due-soon': { word: 'Due within 30 days', type: 'warning', color: 'red' },
  approaching: { word: 'Approaching', type: 'warning' },
  'in-progress': { word: 'In progress', type: 'in-progress', color: 'blue' },
  fine: { word: 'Fine', type: 'success' },
  resolved: { word: 'Resolved', type: 'success' },
  dismissed: { word: 'Dismissed', type: 'stopped', color: 'grey' },
} as const satisfies Partial<Record<StatusKind, Look>>

/** `children` replaces the kind's own word, never its icon or colour. */
export function Status({ kind, children }: { kind: StatusKind; children?: ReactNode }) {
  if (kind === 'unknown') return <Quiet icon={<Icon svg={QUESTION} />}>{children ?? 'Unknown'}</Quiet>
  if (kind === 'could-not-look')
    return <Quiet icon={<Icon svg={SLASHED_CIRCLE} />}>{children ?? 'Could not look'}</Quiet>
  const look: Look = LOOKS[kind]
  return (
    <StatusIndicator type={look.type} {...(look.color && { colorOverride: look.color })}>
      <span style={WHOLE_WORDS}>{children ?? look.word}</span>
    </StatusIndicator>
  )
}

/** Cells and indicators would break anywhere, and let a column become narrower than its longest word. */
const WHOLE_WORDS = { overflowWrap: 'normal', wordBreak: 'normal' } as const

const SCOPE_LOOKS = {
  complete: { word: 'Complete', type: 'success' },
  partial: { word: 'Partial', type: 'warning' },
  failed: { word: 'Failed', type: 'error' },
  not_entitled: { word: 'Not entitled', type: 'stopped', color: 'grey' },
  disabled: { word: 'Switched off', type: 'stopped', color: 'grey' },
  skipped: { word: 'Skipped', type: 'stopped', color: 'grey' },
} as const satisfies Partial<Record<ScopeStatus, Look>>

type ScopeStateProps = { status: ScopeStatus; cause?: string | null; children?: ReactNode }

/** The state of a scope: what came of looking at one source in one place. Its cause tells what waits from what is settled. */
export function ScopeState({ status, cause = null, children }: ScopeStateProps) {
  if (isWaiting({ status, cause })) return <Status kind="could-not-look">Not looked at</Status>
  if (status === 'denied') return <Status kind="could-not-look">{children ?? 'Denied'}</Status>
  if (status === 'never') return <Status kind="unknown">{children ?? 'Not read yet'}</Status>
  const look: Look = SCOPE_LOOKS[status]
  return (
    <StatusIndicator type={look.type} {...(look.color && { colorOverride: look.color })}>
      <span style={WHOLE_WORDS}>{children ?? look.word}</span>
    </StatusIndicator>
  )
}

const SLASHED_CIRCLE = (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" role="presentation">
    <circle cx="8" cy="8" r="6.5" />
    <path d="M3.5 12.5l9-9" />
  </svg>
)

const QUESTION = (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false" role="presentation">
    <circle cx="8" cy="8" r="6.5" />
    <path d="M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3M8 11.4v.6" />
  </svg>
)

/** As large as the words it stands among, like an indicator of Cloudscape's. */
function Quiet({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span style={QUIET}>
      {icon} <span style={WHOLE_WORDS}>{children}</span>
    </span>
  )
}

const QUIET = { color: 'var(--steward-text-quiet)' } as const
