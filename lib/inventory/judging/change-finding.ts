/** How a finding goes from what is stored to what was judged, and what is written down about it. Pure. */
import { stableId } from '../../core/identity.ts'
import type { TransitionInsert } from '../../db/sql/judging/insert-transitions.ts'
import type { FindingRow } from '../../db/sql/judging/select-findings.ts'
import type { FindingContent } from './judge-evidence.ts'
import type { TransitionCause } from './transition-causes.ts'

/** What became of the function that the finding is about. */
export type Outcome =
  | { is: 'finding'; content: FindingContent }
  /** `catalogue`: it is still on the runtime, whose dates have moved. */
  | { is: 'fine'; because: 'fixed' | 'catalogue' }
  | { is: 'gone' }

export type ChangeContext = {
  accountId: string
  at: Date
  /** Why findings are judged now, where it is not an observation. */
  cause: 'calendar' | 'catalogue' | null
  /** Of a finding that opens for the first time. */
  openingCause: TransitionCause
  /** Set while the place is read for the first time: what changes then is part of the baseline, not news. */
  baselineCause: TransitionCause | null
  /** A finding ends only by a complete reading of its witness (I2). */
  mayEnd: boolean
}

export type FindingChange = {
  after: FindingRow
  /** Null when only details changed, which trends and reports do not count. */
  transition: Pick<
    TransitionInsert,
    'subject' | 'teamId' | 'severity' | 'dueOn' | 'fromStatus' | 'toStatus' | 'cause' | 'effectiveAt'
  > | null
}

export function recommendationIdOf(accountId: string, subject: string, teamId: string | null): string {
  return stableId('recommendation', accountId, subject, teamId ?? '')
}

function isOpen(finding: FindingRow | undefined): finding is FindingRow {
  return finding !== undefined && finding.status !== 'resolved'
}

const CONTENT = ['subject', 'verdict', 'severity', 'dueOn', 'use', 'teamId', 'evidenceHash'] as const

/** Null: nothing to write. */
export function changeFinding(
  id: string,
  before: FindingRow | undefined,
  outcome: Outcome,
  context: ChangeContext,
): FindingChange | null {
  if (outcome.is !== 'finding') return isOpen(before) ? end(before, outcome, context) : null
  return isOpen(before) ? update(before, outcome.content, context) : open(id, before, outcome.content, context)
}

function end(before: FindingRow, outcome: Exclude<Outcome, { is: 'finding' }>, context: ChangeContext) {
  const cause = outcome.is === 'gone' ? 'deleted' : outcome.because
  if (cause === 'fixed' && !context.mayEnd) return null
  return changed(before, { ...before, status: 'resolved', resolvedAt: context.at }, cause, context.at)
}

function open(id: string, before: FindingRow | undefined, content: FindingContent, context: ChangeContext) {
  const after: FindingRow = {
    ...content,
    id,
    status: 'open',
    recommendationId: recommendationIdOf(context.accountId, content.subject, content.teamId),
    firstSeenAt: before?.firstSeenAt ?? context.at,
    resolvedAt: null,
    reopened: (before?.reopened ?? -1) + 1,
  }
  const cause = before ? (context.cause ?? 'reopened') : context.openingCause
  return changed(before, after, cause, context.at)
}

function update(before: FindingRow, content: FindingContent, context: ChangeContext): FindingChange | null {
  if (CONTENT.every((field) => before[field] === content[field])) return null
  const recommendationId = recommendationIdOf(context.accountId, content.subject, content.teamId)
  const after: FindingRow = { ...before, ...content, recommendationId }
  return changed(before, after, causeOfUpdate(before, content, context), context.at)
}

function causeOfUpdate(before: FindingRow, content: FindingContent, context: ChangeContext): TransitionCause {
  if (context.baselineCause) return context.baselineCause
  if (before.subject === content.subject && before.teamId !== content.teamId) return 'owner_changed'
  if (context.cause) return context.cause
  // The same evidence on another day: only time has passed.
  return before.evidenceHash === content.evidenceHash ? 'calendar' : 'observed'
}

/** What a report of a past week has to know of then. */
const TOLD = ['status', 'subject', 'teamId', 'severity', 'dueOn'] as const

function changed(before: FindingRow | undefined, after: FindingRow, cause: TransitionCause, at: Date): FindingChange {
  const told = !before || TOLD.some((field) => before[field] !== after[field])
  const { subject, teamId, severity, dueOn } = after
  const transition = {
    subject,
    teamId,
    severity,
    dueOn,
    fromStatus: before?.status ?? null,
    toStatus: after.status,
    cause,
    effectiveAt: at,
  }
  return { after, transition: told ? transition : null }
}
