/** How a finding goes from what is stored to what was judged, and what is written down about it. Pure. */
import { asksForAnswer } from '../../checks/asks.ts'
import type { Severity } from '../../checks/lambda/severity.ts'
import { stableId } from '../../core/identity.ts'
import type { TransitionInsert } from '../../db/sql/judging/insert-transitions.ts'
import type { FindingRow } from '../../db/sql/judging/select-findings.ts'
import type { FindingContent } from './judge-evidence.ts'
import type { JudgingCause, TransitionCause } from './transition-causes.ts'

/** What a finding is about; it never changes. */
export type FindingResource = Pick<FindingRow, 'id' | 'checkId' | 'region' | 'resourceId' | 'resourceName'>

/** What is said of it now: by its speaker, or by nobody any more, and why. */
export type Outcome = { is: 'finding'; content: FindingContent } | { is: 'over'; because: TransitionCause }

export type ChangeContext = {
  accountId: string
  at: Date
  /** Why findings are judged now, where it is not an observation. */
  cause: JudgingCause | null
  /** Of a finding that opens for the first time. */
  openingCause: TransitionCause
  /** Set while the place is read for the first time: what changes then is part of the baseline, not news. */
  baselineCause: TransitionCause | null
  /** From which severity on a finding asks for an answer. */
  askSeverity: Severity
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

const CONTENT = ['subject', 'verdict', 'severity', 'dueOn', 'use', 'teamId', 'evidenceHash', 'asks'] as const

/** Null: nothing to write. */
export function changeFinding(
  resource: FindingResource,
  before: FindingRow | undefined,
  outcome: Outcome,
  context: ChangeContext,
): FindingChange | null {
  if (outcome.is === 'over') return isOpen(before) ? end(before, outcome.because, context) : null
  const content = { ...outcome.content, ...answerOf(resource.checkId, outcome.content, context) }
  return isOpen(before) ? update(before, content, context) : open(resource, before, content, context)
}

type Content = FindingContent & Pick<FindingRow, 'asks' | 'recommendationId'>

/** Whether it asks for an answer, and the recommendation that it is then part of. */
function answerOf(checkId: string, { severity, subject, teamId }: FindingContent, context: ChangeContext) {
  const asks = asksForAnswer(checkId, severity, context.askSeverity)
  return { asks, recommendationId: asks ? recommendationIdOf(context.accountId, subject, teamId) : null }
}

function end(before: FindingRow, because: TransitionCause, { at }: ChangeContext) {
  return changed(before, { ...before, status: 'resolved', resolvedAt: at }, because, at)
}

function open(resource: FindingResource, before: FindingRow | undefined, content: Content, context: ChangeContext) {
  const after: FindingRow = {
    ...content,
    ...resource,
    status: 'open',
    firstSeenAt: before?.firstSeenAt ?? context.at,
    resolvedAt: null,
    reopened: (before?.reopened ?? -1) + 1,
  }
  const cause = before ? (context.cause ?? 'reopened') : context.openingCause
  return changed(before, after, cause, context.at)
}

function update(before: FindingRow, content: Content, context: ChangeContext): FindingChange | null {
  if (CONTENT.every((field) => before[field] === content[field])) return null
  const after: FindingRow = { ...before, ...content }
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
