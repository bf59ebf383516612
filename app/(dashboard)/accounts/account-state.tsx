'use client'

import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { LEFT } from '#lib/domains/accounts/contract'

const LOOKS: Readonly<Record<string, { word: string; type: StatusIndicatorProps.Type }>> = {
  ACTIVE: { word: 'Active', type: 'success' },
  SUSPENDED: { word: 'Suspended', type: 'stopped' },
  PENDING_CLOSURE: { word: 'Closing', type: 'pending' },
  PENDING_ACTIVATION: { word: 'Not yet active', type: 'pending' },
  CLOSED: { word: 'Closed', type: 'stopped' },
  [LEFT]: { word: 'Left the organisation', type: 'stopped' },
}

/** AWS's word in ours; a state that is new to us keeps its own. */
export const stateWord = (state: string): string => LOOKS[state]?.word ?? state

/** The state of an account in AWS Organizations, or that it left. */
export function AccountState({ state, left }: { state: string; left: boolean }) {
  const look = LOOKS[left ? LEFT : state]
  return <StatusIndicator type={look?.type ?? 'info'}>{stateWord(left ? LEFT : state)}</StatusIndicator>
}
