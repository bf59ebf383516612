'use client'

import { CHECK_STATUS_WORDS, type CheckStatusWord } from '#lib/core/advisor-status'
import { visibleText } from '#lib/core/format'
import { Status, type StatusKind } from './status.tsx'

const KINDS = {
  error: 'overdue',
  warning: 'approaching',
  ok: 'fine',
  not_available: 'could-not-look',
} as const satisfies Record<CheckStatusWord, StatusKind>

const isKnown = (status: string): status is CheckStatusWord => Object.hasOwn(KINDS, status)

/** What a check says of one account or resource; a word that AWS has added since, as it is. */
export function CheckStatus({ status }: { status: string }) {
  if (isKnown(status)) return <Status kind={KINDS[status]}>{CHECK_STATUS_WORDS[status]}</Status>
  return <Status kind="unknown">{visibleText(status)}</Status>
}
