'use client'

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { countOf, formatCount } from '#lib/core/format'
import { isUnderWay, type RunRow, type RunStatus, type ScopeCounts } from '#lib/domains/runs/contract'

type Look = { word: string; type: StatusIndicatorProps.Type; color?: StatusIndicatorProps.Color }

const LOOKS: Record<RunStatus, Look> = {
  requested: { word: 'Waiting for a worker', type: 'pending' },
  running: { word: 'Running', type: 'in-progress', color: 'blue' },
  complete: { word: 'Complete', type: 'success' },
  partial: { word: 'Done in part', type: 'warning' },
  failed: { word: 'Failed', type: 'error' },
  interrupted: { word: 'Interrupted', type: 'stopped' },
}

export function RunState({ status }: { status: RunStatus }) {
  // A state of a newer worker keeps its own word.
  const look: Look = LOOKS[status] ?? { word: status, type: 'info' }
  return (
    <StatusIndicator type={look.type} {...(look.color && { colorOverride: look.color })}>
      {look.word}
    </StatusIndicator>
  )
}

const TRIGGERS: Readonly<Record<string, string>> = {
  manual: 'By hand',
  schedule: 'Schedule',
  command: 'Command',
  start: 'Start',
}

export const triggerInWords = (trigger: string): string => TRIGGERS[trigger] ?? trigger

/** `Every source in 3 accounts` */
export function askedInWords({ sources, accountIds }: Pick<RunRow, 'sources' | 'accountIds'>): string {
  const what = sources.length > 0 ? sources.join(', ') : 'Every source'
  return `${what} in ${accountIds.length > 0 ? countOf(accountIds.length, 'account') : 'every account'}`
}

/** What is counted when a run ends is no zero before. */
export const countedInWords = (
  { status, scopesExpected, detailsRemoved }: Pick<RunRow, 'status' | 'scopesExpected' | 'detailsRemoved'>,
  count: number,
): string => (isUnderWay(status) || (detailsRemoved && scopesExpected === 0) ? '–' : formatCount(count))

const GAP_STATES = ['partial', 'failed', 'denied', 'waiting', 'never'] as const
/** States in which there was nothing more to read. */
const ANSWERED_STATES = ['disabled', 'not_entitled'] as const

const sum = (scopes: ScopeCounts, states: readonly string[]): number =>
  states.reduce((all, state) => all + (scopes[state] ?? 0), 0)

export const gapsOf = (scopes: ScopeCounts): number => sum(scopes, GAP_STATES)

/** `3,264 complete, 106 not, 291 with nothing to read, 12 not asked`: what came of a run's places. */
export function scopesInWords({
  scopes,
  scopesExpected,
  detailsRemoved,
}: Pick<RunRow, 'scopes' | 'scopesExpected' | 'detailsRemoved'>): string {
  if (detailsRemoved) {
    return scopesExpected > 0 ? `${countOf(scopesExpected, 'place')}, details removed` : 'Details removed'
  }
  const waiting = sum(scopes, ['pending', 'running'])
  const gaps = gapsOf(scopes)
  const answered = sum(scopes, ANSWERED_STATES)
  // Of an account that is closed, of which it is not known that there is nothing.
  const notAsked = sum(scopes, ['skipped'])
  const parts = [
    `${formatCount(scopes.complete ?? 0)} complete`,
    ...(gaps > 0 ? [`${formatCount(gaps)} not`] : []),
    ...(answered > 0 ? [`${formatCount(answered)} with nothing to read`] : []),
    ...(notAsked > 0 ? [`${formatCount(notAsked)} not asked`] : []),
    ...(waiting > 0 ? [`${formatCount(waiting)} to come`] : []),
  ]
  return parts.join(', ')
}
